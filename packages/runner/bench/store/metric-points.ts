import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { evaluationMetrics, trainingMetrics, type MetricName } from '@sweepdeck/core/metrics';
import { quantile } from '@sweepdeck/core/statistics';
import type { TrainingEvent } from '@sweepdeck/core/training';
import type { Finding } from '../command/finding.ts';
import { createTrialRecorder } from '../../src/scheduler/trial-recorder.ts';
import { openSqliteStore } from '../../src/store/open-store.ts';
import { openWithTrials } from '../../src/store/open-with-trials.ts';
import type { Store } from '../../src/store/store.ts';
import { newSweep, plannedTrial } from '../../src/store/testing/sample-sweep.ts';
import type { Reading } from './reader-process.ts';
import { finished } from '../../test/fixtures/scripted-sweep.ts';

const trialCount = 500;
const epochs = 20;
/** The metrics that an epoch of a trial has. */
const names = [
  ...['train', 'validation'].flatMap((split) => Object.keys(evaluationMetrics).map((name) => `${split}.${name}`)),
  ...Object.keys(trainingMetrics),
] as MetricName[];
const objective = { name: 'validation.accuracy', goal: 'maximize' } as const;

/** Trains all trials as fast as events can be stored. Returns the milliseconds of each stored epoch. */
function storeTrials(store: Store, sweepId: number): number[] {
  const times: number[] = [];
  for (const { id: trialId } of store.listTrials(sweepId)) {
    const attempt = store.startAttempt(trialId, { worker: 0, environment: {}, sweepId });
    const recorder = createTrialRecorder(objective);
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const metrics = Object.fromEntries(names.map((name, i) => [name, trialId / (i + epoch)]));
      const event: Extract<TrainingEvent, { type: 'epoch' }> = { type: 'epoch', epoch, step: epoch, metrics };
      recorder.handle(event);
      const start = performance.now();
      store.appendEpoch(attempt.id, epoch, event.metrics);
      times.push(performance.now() - start);
    }
    recorder.handle(finished);
    const outcome = recorder.outcome(1);
    if (outcome !== undefined) store.endAttempt(attempt.id, outcome);
  }
  return times;
}

/** Stores the metrics of a sweep while another process reads its leaderboard all the time. */
export async function measureMetricPoints(): Promise<readonly Finding[]> {
  const directory = mkdtempSync(path.join(tmpdir(), 'sweepdeck-bench-points-'));
  try {
    const store = openSqliteStore(directory);
    const trials = Array.from({ length: trialCount }, (_, i) => ({
      ...plannedTrial('mse', i % 5),
      key: `key ${i}`,
      cell: `cell ${Math.floor(i / 5)}`,
    }));
    const sweep = openWithTrials(store, newSweep({ trials }), { isFresh: false, workers: 1, processId: process.pid });
    const reader = fork(fileURLToPath(new URL('reader-process.ts', import.meta.url)), [directory]);
    await once(reader, 'message');
    const [start, before] = [performance.now(), process.cpuUsage()];
    const writing = storeTrials(store, sweep.id);
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(before);
    reader.send('stop');
    const [reading] = (await once(reader, 'message')) as [Reading];
    store.close();
    const points = writing.length * names.length;
    const from = `${trialCount} trials of ${epochs} epochs of ${names.length} metrics, a transaction for each epoch`;
    return [
      { name: 'metric points stored', value: points / seconds, unit: 'a second', bar: { atLeast: 100_000 }, from },
      {
        name: 'points for a second of processor time',
        value: points / ((user + system) / 1e6),
        unit: '',
        bar: null,
        from: 'what they would be if nothing else ran',
      },
      { name: 'writer: p99 of an epoch', ...wait(writing), from: `${writing.length} epochs` },
      {
        name: 'reader: p99 of its waiting',
        ...wait(reading.waits),
        from: 'time of a query in which it did not compute',
      },
      {
        name: 'reader: p99 of the leaderboard',
        ...wait(reading.times),
        bar: null,
        from: `${reading.times.length} queries meanwhile, its own work included`,
      },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function wait(times: readonly number[]): Pick<Finding, 'value' | 'unit' | 'bar'> {
  return { value: quantile(times, 0.99), unit: 'ms', bar: { below: 50 } };
}
