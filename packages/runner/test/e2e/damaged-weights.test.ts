import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { makePlace, type Place } from './run-runner.ts';

let place: Place;
afterEach(() => place.remove());

test('weights with one wrong byte are not exported, and trained again when asked for', async () => {
  place = makePlace();
  place.write(
    'small.yaml',
    'name: small\ndataset: { name: glyphs, count: 200 }\nmodel: logistic\ntraining: { epochs: 1, batch_size: 32 }\nengine: cpu\n',
  );
  expect(await place.run('sweep', 'small.yaml')).toMatchObject({ code: 0 });
  const folder = join(place.directory, '.sweepdeck/checkpoints');
  const path = join(folder, readdirSync(folder)[0] ?? '');
  const whole = readFileSync(path);
  const flipped = Buffer.from(whole);
  // A weight: the file still reads as safetensors.
  const last = flipped.length - 2;
  flipped.writeUInt8(flipped.readUInt8(last) ^ 1, last);
  writeFileSync(path, flipped);
  const refused = await place.run('export', 'small', '--output', 'model');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('error[checkpoint-damaged]');
  expect(refused.stderr).toContain('runner export small --retrain');
  expect(readdirSync(place.directory)).not.toContain('model');
  expect(await place.run('export', 'small', '--output', 'model', '--retrain')).toMatchObject({ code: 0 });
  expect(readFileSync(path).equals(whole)).toBe(true);
});
