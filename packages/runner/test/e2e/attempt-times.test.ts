import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { makePlace, type Place } from './run-runner.ts';

let place: Place;
afterEach(() => place.remove());

test('`show` tells the measured time of an attempt, and that a time was not measured', async () => {
  place = makePlace();
  mkdirSync(join(place.directory, '.sweepdeck'));
  const fixture = fileURLToPath(new URL('../../src/store/fixtures/schema-4.db', import.meta.url));
  copyFileSync(fixture, join(place.directory, '.sweepdeck', 'sweepdeck.db'));
  const { code, stdout } = await place.runHere('show', 't1');
  expect(code).toBe(0);
  // An earlier version stored when they began and ended, on a clock that was set back during the second one.
  expect(stdout).toMatch(/1 +stopped +0 +2026-01-01 00:00:00 +unknown/);
  expect(stdout).toMatch(/2 .*finished +0 +2026-01-01 00:00:04 +13 s/);
});
