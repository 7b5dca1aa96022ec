import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openSqliteReader } from '../../src/store/open-store.ts';
import { makePlace, type Place } from './run-runner.ts';

// A second for an epoch or more, so that a kill comes within the first.
const sweep = `
name: deadly
dataset: { name: glyphs, count: 2000 }
model: logistic
training: { epochs: 1, batch_size: 4 }
engine: cpu
parameters:
  learning_rate: { values: [0.001, 0.002, 0.003] }
`;
const command = ['sweep', 'deadly.yaml', '--workers', '1', '--reporter', 'json'] as const;

let place: Place;
afterEach(() => place.remove());

/** As the kernel does with a process that takes all memory in its first epoch. */
async function beKilledWithFirstTrial(): Promise<void> {
  const running = place.start(...command);
  await running.waitFor(/"type":"trial-started"[^\n]*"position":0,/);
  running.killGroup('SIGKILL');
  await running.finished;
  const statusNow = (): string | undefined => {
    const store = openSqliteReader(join(place.directory, '.sweepdeck'));
    const status = store.listSweeps()[0]?.status;
    store.close();
    return status;
  };
  // Until the system has buried it, a killed process looks alive.
  await expect.poll(statusNow, { timeout: 20_000 }).toBe('interrupted');
}

test('a trial that kills the whole run each time is given up after three times; the others are trained', async () => {
  place = makePlace();
  place.write('deadly.yaml', sweep);
  for (let run = 0; run < 3; run++) await beKilledWithFirstTrial();
  const end = await place.run('sweep', 'deadly.yaml', '--workers', '1');
  expect(end.code).toBe(1);
  expect(end.stdout).toMatch(/✗ .*failed: The whole run was killed 3 times in a row in epoch 1 of this trial/);
  expect(end.stdout).toContain('3 trials: 2 finished, 1 failed');
  expect(end.stdout).not.toContain('Run the same command to retry the failed trials.');
  const again = await place.run('sweep', 'deadly.yaml', '--workers', '1', '--retry-killed');
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('3 trials: 3 finished') });
});
