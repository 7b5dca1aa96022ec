import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { AttemptRecord, TrialRecord } from '../../src/records/records.ts';
import { openSqliteReader } from '../../src/store/open-store.ts';
import { createStream } from '@sweepdeck/core/random';
import { makePlace, type Place } from './run-runner.ts';

const kills = 30;
/** Longest training time between two checkpoints in these sweeps. */
const rhythmSeconds = 0.02;
const sweep = `
name: crashes
dataset: { name: glyphs, count: 600 }
model: { name: seed-cnn, width: 0.25 }
training: { epochs: 5, batch_size: 8 }
engine: wasm
repeats: 2
parameters:
  optimizer: { values: [sgd, momentum, adam, rmsprop] }
  learning_rate: { values: [0.001, 0.003, 0.01, 0.03, 0.1] }
`;
const command = [
  'sweep',
  'crashes.yaml',
  '--workers',
  '2',
  '--retry-killed',
  '--reporter',
  'json',
  '--checkpoint-every',
  String(rhythmSeconds),
];

const places: Place[] = [];
afterEach(async () => {
  for (const place of places.splice(0)) await place.remove();
});

function newPlace(): Place {
  const place = makePlace();
  places.push(place);
  place.write('crashes.yaml', sweep);
  return place;
}

interface Trial {
  readonly trial: TrialRecord;
  readonly metrics: readonly unknown[];
  readonly attempts: readonly AttemptRecord[];
}

function readTrials({ directory }: Place): { readonly status: string | undefined; readonly trials: readonly Trial[] } {
  const store = openSqliteReader(join(directory, '.sweepdeck'));
  try {
    const status = store.listSweeps()[0]?.status;
    const trials = store.listTrials(1).map((trial) => ({
      trial,
      metrics: store
        .listMetrics([trial.id])
        .filter(({ name }) => !['seconds', 'samples_per_second', 'engine_memory'].includes(name)),
      attempts: store.listAttempts(trial.id),
    }));
    return { status, trials };
  } finally {
    store.close();
  }
}

/** Returns the results that must be the same bits whether a trial was interrupted or not. */
function bitsOf({ trial, metrics }: Trial): unknown {
  return { key: trial.key, status: trial.status, result: trial.result && { ...trial.result, seconds: 0 }, metrics };
}

test(
  `${kills} kills at random times lose, double and alter nothing, and cost little`,
  { timeout: 600_000 },
  async () => {
    const whole = newPlace();
    expect(await whole.run(...command)).toMatchObject({ code: 0 });
    const expected = readTrials(whole);
    expect(expected.trials).toHaveLength(40);

    const place = newPlace();
    const stream = createStream(1, 'crashes', 0);
    let killed = 0;
    while (killed < kills) {
      const running = place.start(...command);
      // Training has begun, however busy the machine is.
      await running.waitFor(/"type":"trial-event"/);
      await new Promise((resolve) => setTimeout(resolve, stream.nextInteger(400)));
      running.killGroup('SIGKILL');
      if ((await running.finished).code !== null) break;
      killed++;
    }
    expect(killed).toBe(kills);
    expect(await place.run(...command)).toMatchObject({ code: 0 });

    const { status, trials } = readTrials(place);
    expect(status).toBe('finished');
    expect(trials.map(bitsOf)).toEqual(expected.trials.map(bitsOf));
    const finished = trials.map(({ attempts }) => attempts.filter((attempt) => attempt.status === 'finished').length);
    expect(finished).toEqual(trials.map(() => 1));
    const continued = trials.flatMap(({ attempts }) => attempts).filter(({ from }) => from !== null);
    expect(continued.length).toBeGreaterThan(5);
  },
);
