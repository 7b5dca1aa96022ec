import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { makePlace, type Place } from './run-runner.ts';

const tiny = `
name: tiny
dataset: { name: glyphs, count: 400 }
model: logistic
training: { epochs: 2, batch_size: 16 }
engine: cpu
repeats: 2
parameters:
  loss: { values: [cross-entropy, mse] }
  optimizer: { values: [sgd, adam] }
`;

let place: Place;
afterEach(() => place.remove());

function makeTiny(): Place {
  place = makePlace();
  place.write('tiny.yaml', tiny);
  return place;
}

test('a sweep trains all trials, prints the leaderboard and is not trained again', async () => {
  const { run } = makeTiny();
  const first = await run('sweep', 'tiny.yaml', '--workers', '2');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(/Done {2}8 trials: 8 finished/);
  expect(first.stdout.match(/✓ /g)).toHaveLength(8);
  expect(first.stdout).toMatch(/# +loss +optimizer +val accuracy/);

  const again = await run('sweep', 'tiny.yaml', '--workers', '2');
  expect(again.code).toBe(0);
  expect(again.stdout).toContain('8 already finished');
  expect(again.stdout).not.toContain('✓ ');

  // A larger sweep reuses what the smaller one trained.
  const more = await run('sweep', 'tiny.yaml', '--set', 'repeats=3', '--workers', '2');
  expect(more.stdout).toContain('8 already finished');
  expect(more.stdout.match(/✓ /g)).toHaveLength(4);
});

test('--fresh trains again and finds the same results', async () => {
  const { run } = makeTiny();
  const options = ['sweep', 'tiny.yaml', '--set', 'repeats=1', '--workers', '2', '--json'];
  const first = await run(...options);
  const again = await run(...options, '--fresh');
  const bests = [first, again].map(({ stdout }) => {
    const { leaderboard } = JSON.parse(stdout) as { leaderboard: { label: string; objective: { mean: number } }[] };
    return leaderboard.map(({ label, objective }) => [label, objective.mean]);
  });
  expect(again.stderr).toContain('Done  4 trials: 4 finished');
  expect(again.stderr.match(/✓ /g)).toHaveLength(4);
  expect(bests[1]).toEqual(bests[0]);
});

test('--reporter json writes one event on each line and nothing else', async () => {
  const { run } = makeTiny();
  const { code, stdout } = await run(
    'sweep',
    'tiny.yaml',
    '--set',
    'repeats=1',
    '--workers',
    '1',
    '--reporter',
    'json',
  );
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; attemptId?: number; event?: { type: string; epoch?: number } });
  expect(code).toBe(0);
  expect(events[0]).toMatchObject({ type: 'sweep-started', workers: 1, sweep: { name: 'tiny' } });
  expect(events.at(-1)).toMatchObject({ type: 'sweep-ended', status: 'finished', sweep: { counts: { finished: 4 } } });
  const ofFirst = events.filter(({ attemptId }) => attemptId === 1);
  const epochs = ofFirst.flatMap(({ event }) => (event?.type === 'epoch' ? [event.epoch] : []));
  expect(epochs).toEqual([1, 2]);
  expect(ofFirst.at(-1)).toMatchObject({ type: 'trial-ended', status: 'finished' });
});

test('validate counts, finds what is computed, estimates and makes nothing', async () => {
  const { run, directory } = makeTiny();
  const plan = await run('validate', 'tiny.yaml', '--workers', '2');
  expect(plan.code).toBe(0);
  expect(plan.stdout).toMatch(
    /^tiny: 2 losses x 2 optimizers x 2 seeds = 8 trials, (about [\d.]+ s|less than a second) on engine cpu with 2 workers\n$/,
  );
  const dry = await run('sweep', 'tiny.yaml', '--dry-run', '--json');
  expect(JSON.parse(dry.stdout)).toMatchObject({ trials: 8, computed: 0, estimatedSeconds: expect.any(Number) });
  expect(existsSync(join(directory, '.sweepdeck'))).toBe(false);

  await run('sweep', 'tiny.yaml', '--set', 'repeats=1', '--workers', '2');
  const later = await run('validate', 'tiny.yaml', '--no-estimate', '--workers', '2');
  expect(later.stdout).toBe(
    'tiny: 2 losses x 2 optimizers x 2 seeds = 8 trials, 4 already computed, on engine cpu with 2 workers\n',
  );
});

test('a sweep whose file is gone is continued by its id', async () => {
  const { run, directory } = makeTiny();
  const first = await run('sweep', 'tiny.yaml', '--workers', '1', '--set', 'training.epochs=1');
  expect(first.code).toBe(0);
  rmSync(join(directory, 'tiny.yaml'));
  const again = await run('sweep', 's1', '--workers', '1');
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(again.stdout).toContain('8 already finished');
  expect((await run('sweep', 's2')).stderr).toContain('error[sweep-file-not-found]: s2: no such file');
});
