import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AttemptRecord } from '../../src/records/records.ts';
import { openSqliteReader } from '../../src/store/open-store.ts';
import { makePlace, type Place } from './run-runner.ts';

const sweep = `
name: long
dataset: { name: glyphs, count: 400 }
model: seed-cnn
training: { epochs: 40, batch_size: 8 }
engine: wasm
parameters:
  learning_rate: { values: [0.001, 0.002, 0.003] }
`;
const command = ['sweep', 'long.yaml', '--workers', '1', '--reporter', 'json'] as const;
const training = /"type":"progress"/;

let place: Place;
beforeEach(() => {
  place = makePlace();
  place.write('long.yaml', sweep);
});
afterEach(() => place.remove());

function attemptsOf(trialId: number): AttemptRecord[] {
  const store = openSqliteReader(join(place.directory, '.sweepdeck'));
  try {
    return store.listAttempts(trialId);
  } finally {
    store.close();
  }
}

test('a running sweep is paused, shown, resumed, given a worker and stopped from another terminal', async () => {
  const run = place.start(...command);
  await run.waitFor(training);
  const paused = await place.run('pause', 's1');
  expect(paused).toMatchObject({
    code: 0,
    stdout: 'Paused. 1 trial stopped with a checkpoint, and the workers are free. `runner resume s1` continues it.\n',
  });
  expect((await place.runHere('list')).stdout).toContain('on pause');
  expect((await place.runHere('show', 's1')).stdout).toContain('`runner resume s1` continues it');
  expect((await place.runHere('resume', 'long')).stdout).toBe('Resumed.\n');
  expect((await place.runHere('set', 's1', 'workers=2')).stdout).toBe(
    'The sweep runs 2 trials at the same time from now on.\n',
  );
  await run.waitFor(/"type":"trial-started"[^\n]*"worker":1/);
  const stopped = await place.runHere('stop', 'long');
  expect(stopped).toMatchObject({ code: 0, stdout: 'The run stops. `runner sweep s1` continues it.\n' });
  const end = await run.finished;
  expect(end).toMatchObject({ code: 130, stderr: '' });
  expect(end.stdout).toContain('"type":"control-answered"');
  const [first, second] = attemptsOf(1);
  expect(first).toMatchObject({ status: 'stopped', from: null });
  // The second attempt continues where the first one stopped.
  expect(second).toMatchObject({ status: 'stopped', from: { step: first?.lastStep } });
  expect(attemptsOf(2)).toMatchObject([{ status: 'stopped' }]);
});

test('a trial is stopped alone, and SIGTERM leaves a checkpoint at the last step', async () => {
  const run = place.start(...command);
  await run.waitFor(training);
  expect((await place.runHere('stop', 't1')).stdout).toBe(
    'Trial t1 stopped with a checkpoint. The next run of the sweep continues it.\n',
  );
  await run.waitFor(/"type":"trial-started"[^\n]*"id":2[^\n]*\n[^]*"type":"progress"/);
  run.process.kill('SIGTERM');
  expect(await run.finished).toMatchObject({ code: 130, stderr: '' });
  const again = place.start(...command);
  await again.waitFor(training);
  again.process.kill('SIGTERM');
  await again.finished;
  const [first, second] = attemptsOf(1);
  expect(first?.lastStep).toBeGreaterThan(0);
  expect(second?.from?.step).toBe(first?.lastStep);
});

test('a worker over its share of memory is stopped, and its trial is retried alone', async () => {
  const end = await place.run(...command, '--set', 'training.epochs=4', '--worker-memory', '1MiB');
  expect(end).toMatchObject({ code: 0 });
  expect(end.stdout).toContain('"type":"trial-retried"');
  const [first, second] = attemptsOf(1);
  expect(first).toMatchObject({ status: 'failed', failureKind: 'out-of-memory' });
  expect(first?.error?.message).toMatch(/the worker used .* of memory, more than its share of 1(\.0)? MiB/);
  expect(second).toMatchObject({ status: 'finished' });
});

test('a sweep whose trials fail stops itself as its file says, and exits with 1', async () => {
  const failures = '{ timeout: 0.5s, retries: 1, backoff: 0, max_failed: 2, actions: { timed-out: retry } }';
  place.write('failing.yaml', `${sweep.replace('name: long', 'name: failing')}failures: ${failures}\n`);
  const end = await place.run('sweep', 'failing.yaml', '--workers', '1', '--reporter', 'plain');
  expect(end.code).toBe(1);
  expect(end.stdout).toContain('The run stops: 2 trials failed, and failures.max_failed is 2.');
  const [first, second] = attemptsOf(1);
  expect(first).toMatchObject({ status: 'failed', failureKind: 'timed-out', error: { code: 'trial-timeout' } });
  // The retry continues where the first attempt was stopped.
  expect(second).toMatchObject({ status: 'failed', failureKind: 'timed-out', from: { step: first?.lastStep } });
  expect(attemptsOf(3)).toEqual([]);
});

test('requests that cannot be met are refused with a hint', async () => {
  await place.run('sweep', 'long.yaml', '--set', 'training.epochs=1', '--reporter', 'json');
  for (const [words, text] of [
    [['pause', 'nothing'], 'sweep-not-found'],
    [['stop', 's1'], 'Sweep s1 (long) is not running: it is finished.'],
    [['stop', 't1'], 'Trial t1 is not running: it is finished.'],
    [['pause', 't1'], 't1 is a trial; expected a sweep.'],
    [['resume', 's1'], 'Run `runner sweep long` to continue it.'],
    [['retry', 's1'], '`runner sweep long` runs it again and retries its failed trials.'],
    [['set', 's1', 'workers=2'], '--workers 2'],
    [['set', 's1', 'workers=0'], 'expected a whole number from 1 to 1024'],
    [['set', 's1', 'workers'], 'saw ""'],
    [['set', 's1', 'epochs=3'], 'only workers=N can be set'],
    [['retry', 's1', '--kind', 'sad'], 'must be one of'],
    [['sweep', 'long.yaml', '--worker-memory', '2'], 'with its unit, such as 2GiB'],
  ] as const) {
    const { code, stderr } = await place.runHere(...words);
    expect([words.join(' '), code, stderr]).toEqual([words.join(' '), 2, expect.stringContaining(text)]);
  }
});
