import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test, type TestContext } from 'vitest';
import { openSqliteReader } from '../../src/store/open-store.ts';
import { makePlace, type Place } from './run-runner.ts';

const sweep = `
name: long
dataset: { name: glyphs, count: 400 }
model: logistic
training: { epochs: 3, batch_size: 4 }
engine: wasm
repeats: 6
`;
const command = ['sweep', 'long.yaml', '--workers', '1', '--reporter', 'json', '--checkpoint-every', '0.05'] as const;

let place: Place;
let mounted: string | undefined;
afterEach(async () => {
  if (mounted !== undefined) spawnSync('umount', ['-l', mounted]);
  mounted = undefined;
  await place.remove();
});

/** Mounts a small file system of its own as the store's folder; skips the test where that is not allowed. */
function mountStore(context: TestContext, size: string): string {
  place = makePlace();
  place.write('long.yaml', sweep);
  const folder = join(place.directory, '.sweepdeck');
  mkdirSync(folder);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status !== 0)
    context.skip('needs the right to mount');
  mounted = folder;
  return folder;
}

const remount = (folder: string, options: string): number | null =>
  spawnSync('mount', ['-o', `remount,${options}`, folder]).status;

function objectives(): unknown[] {
  const store = openSqliteReader(join(place.directory, '.sweepdeck'));
  try {
    return store.listTrials(1).map(({ status, result }) => [status, result?.objective]);
  } finally {
    store.close();
  }
}

async function expectTheSameAsUndisturbed(): Promise<void> {
  expect(await place.run(...command)).toMatchObject({ code: 0 });
  const disturbed = objectives();
  if (mounted !== undefined) spawnSync('umount', ['-l', mounted]);
  mounted = undefined;
  await place.remove();
  place = makePlace();
  place.write('long.yaml', sweep);
  expect(await place.run(...command)).toMatchObject({ code: 0 });
  expect(disturbed).toEqual(objectives());
}

test('a full disk breaks the sweep off, which continues when there is room', async (context) => {
  const folder = mountStore(context, '400k');
  const end = await place.run(...command);
  expect(end).toMatchObject({ code: 3, stderr: expect.stringMatching(/store-full|No space|disk is full/i) });
  expect(remount(folder, 'size=64m')).toBe(0);
  await expectTheSameAsUndisturbed();
});

test('a process that was suspended for longer than a step may take goes on', async () => {
  place = makePlace();
  place.write('long.yaml', sweep);
  const run = place.start(...command, '--step-timeout', '1');
  await run.waitFor(/"type":"progress"/);
  run.killGroup('SIGSTOP');
  await setTimeout(3000);
  run.killGroup('SIGCONT');
  const end = await run.finished;
  expect(end).toMatchObject({ code: 0, stderr: '' });
  expect(end.stdout).not.toContain('"type":"trial-retried"');
});
