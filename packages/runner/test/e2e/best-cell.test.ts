import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStore } from '@sweepdeck/runner/store';
import { newSweep, plannedTrial } from '../../src/store/testing/sample-sweep.ts';
import { openWithTrials } from '../../src/store/open-with-trials.ts';
import { runHere } from './run-here.ts';

let directory: string;
/** Four seeds of three losses: one loses two seeds and is the best without them, the luckiest trial is in another. */
const objectives: Readonly<Record<string, readonly (number | null)[]>> = {
  steady: [0.955, 0.956, 0.957, 0.956],
  unstable: [0.978, null, 0.979, null],
  lucky: [0.99, 0.7, 0.71, 0.7],
};

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-best-'));
  const store = openSqliteStore(join(directory, 'store'));
  for (const diverged of ['worst', 'leave-out']) {
    const name = diverged === 'worst' ? 'worst' : 'left-out';
    const trials = Object.keys(objectives).flatMap((loss) => [0, 1, 2, 3].map((seed) => plannedTrial(loss, seed)));
    const { id } = openWithTrials(
      store,
      newSweep({
        name,
        specHash: name,
        spec: { name, diverged },
        axes: [{ path: 'loss', values: Object.keys(objectives) }],
        repeats: 4,
        trials,
      }),
      { isFresh: true, workers: 1, processId: process.pid },
    );
    for (const trial of store.listTrials(id)) {
      const objective = objectives[trial.cell]?.[trial.repeat] ?? null;
      const attempt = store.startAttempt(trial.id, { worker: 0, environment: {} });
      const shared = { seconds: 1, divergedAt: null };
      store.endAttempt(
        attempt.id,
        objective === null
          ? { status: 'diverged', result: { ...shared, bestEpoch: null, objective: Number.NaN, metrics: {} } }
          : { status: 'finished', result: { ...shared, bestEpoch: 1, objective, metrics: { 'test.accuracy': 0.9 } } },
      );
    }
    store.closeSweep(id, 'finished');
  }
  store.close();
});
afterAll(() => rmSync(directory, { recursive: true }));

const run = (...words: readonly string[]) =>
  runHere(words, directory, { SWEEPDECK_HOME: join(directory, 'store'), COLUMNS: '200' });

test.each(['leaderboard', 'show'])(
  '%s: a cell that lost seeds is not first; it is told with its other mean',
  async (command) => {
    const { stdout } = await run(command, 'worst');
    expect(stdout).toMatch(/^steady wins by 0\.\d{4} of validation\.accuracy over lucky \(mean of 4 seeds\)\.$/m);
    expect(stdout).toContain('unstable reaches 0.9785 where it does not diverge, but seeds 2 and 4 diverged.');
  },
);

test('leaderboard shows both means of a cell that lost seeds, and names them', async () => {
  const { stdout } = await run('leaderboard', 'worst');
  expect(stdout).toMatch(/^ *3 +unstable +0\.4892 ± 0\.\d{4} +0\.9785 +2\/4 .* seeds 2 and 4 diverged$/m);
});

test.each(['leaderboard', 'show'])('%s: left out of the mean, lost seeds make no winner', async (command) => {
  const { stdout } = await run(command, 'left-out');
  expect(stdout).toMatch(/^unstable is ahead by 0\.\d{4} of validation\.accuracy over steady \(mean of 2 seeds\)\.$/m);
  expect(stdout).toContain(
    'Seeds 2 and 4 diverged and are left out of the mean; with them as the worst value it is 0.4892.',
  );
});

test('leaderboard shows both means where lost seeds are left out as well', async () => {
  const { stdout } = await run('leaderboard', 'left-out');
  expect(stdout).toMatch(/^ *# .* with diverged /m);
  expect(stdout).toMatch(/^ *1 +unstable +0\.9785 ± 0\.\d{4} +0\.4892 +2\/4 .* seeds 2 and 4 diverged$/m);
});

test.each([
  ['worst', '0.4892, without the diverged 0.9785'],
  ['left-out', '0.9785, with the diverged as worst 0.4892'],
])('show %s names the diverged seeds of each cell, with both means', async (sweep, means) => {
  const { stdout } = await run('show', sweep);
  expect(stdout).toContain(`seeds 2 and 4 of unstable: mean ${means}`);
});

test('list, show, leaderboard and export mean the same cell, as text and as JSON', async () => {
  const json = async (...words: readonly string[]) => JSON.parse((await run(...words, '--json')).stdout);
  const { leader, rows } = await json('leaderboard', 'worst');
  expect(leader).toMatchObject({ cell: 'steady', caution: expect.stringContaining('unstable') });
  expect(rows[0]).toMatchObject({ cell: 'steady', rank: 1, isTied: false });
  expect(rows[2]).toMatchObject({ cell: 'unstable', rank: 3, finishedObjective: { count: 2 } });
  const { mean } = rows[0].objective;
  expect((await json('show', 'worst')).leader).toEqual(leader);
  const listed = (await json('list')).sweeps.find(({ name }: { readonly name: string }) => name === 'worst');
  expect(listed.bestObjective).toBe(mean);
  expect((await run('list')).stdout).toMatch(/worst .* 0\.9560 /);
  // No weights were kept: the refusal names the trial that is meant, the third of the steady ones.
  const shown = await json('show', 'worst');
  const third = shown.trials.find(
    ({ cell, repeat }: { readonly cell: string; readonly repeat: number }) => cell === 'steady' && repeat === 2,
  );
  expect((await run('export', 'worst')).stderr).toContain(`The weights of t${third.id} were not kept.`);
});
