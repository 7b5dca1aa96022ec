import { trialConfigSchema } from '@sweepdeck/core/training';
import { afterEach, expect, test } from 'vitest';
import type { SweepEvent } from '../events/sweep-event.ts';
import type { PlannedTrial, TrialRecord } from '../records/records.ts';
import type { NextTrial, TrialSearch } from '../search/trial-source.ts';
import { openMemoryStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import {
  begun,
  epoch,
  finished,
  playing,
  startSweep,
  sweep,
  type Run,
  type Script,
} from '../../test/fixtures/scripted-sweep.ts';

let store: Store;
afterEach(() => store.close());

const planRate = (rate: number): PlannedTrial => ({
  key: `key-${rate}`,
  cell: `cell-${rate}`,
  repeat: 0,
  config: trialConfigSchema.parse({ learning_rate: rate, training: { epochs: 2, batch_size: 8 } }),
  parameters: { learning_rate: rate },
});

/** Doubles the learning rate as long as the last trial was better than the one before. */
const climbing: TrialSearch = {
  total: null,
  firstTrials: [planRate(0.1)],
  start(placed) {
    const objectives = new Map<number, number>();
    const asked = new Set<number>();
    const tell = ({ config, result }: TrialRecord): void => {
      if (result !== null) objectives.set(config.learning_rate, result.objective);
    };
    for (const trial of placed) tell(trial);
    const ask = (): NextTrial => {
      for (let rate = 0.1; ; rate *= 2) {
        const objective = objectives.get(rate);
        if (objective === undefined) {
          if (asked.has(rate)) return { type: 'wait' };
          asked.add(rate);
          return { type: 'trial', trial: planRate(rate) };
        }
        if (objective < (objectives.get(rate / 2) ?? -Infinity)) return { type: 'done' };
      }
    };
    return { ask, tell };
  },
};

/** Best at 0.4, so that the search tries 0.1, 0.2, 0.4 and 0.8. */
function peak(rate: number): Script {
  const objective = 1 - Math.abs(rate - 0.4);
  return { events: [begun, epoch(1, objective), { ...finished, objective }] };
}

const start = (pool = playing(peak, 2), onEvent?: (event: SweepEvent) => void): Run =>
  startSweep(store, pool, { search: climbing, processId: 1 }, onEvent);
const rates = (): number[] => store.listTrials(1).map(({ config }) => config.learning_rate);

test('outcomes decide which trials a sweep gets, and workers without one wait for them', async () => {
  store = openMemoryStore();
  const pool = playing(peak, 2);
  const { outcome, events } = start(pool);
  expect(await outcome).toMatchObject({ status: 'finished', sweep: { counts: { finished: 4 }, bestObjective: 1 } });
  expect(pool.trained).toEqual([0.1, 0.2, 0.4, 0.8]);
  expect(events[0]).toMatchObject({ type: 'sweep-started', total: null, trials: [{ position: 0 }] });
  const placed = events.filter(({ type }) => type === 'trial-placed');
  expect(placed).toMatchObject([1, 2, 3].map((position) => ({ trial: { position, status: 'pending' } })));
});

test('a killed search goes on from what the store has', async () => {
  store = openMemoryStore();
  const run: Run = start(playing(peak), (event) => {
    if (event.type === 'trial-started' && event.trial.position === 1) queueMicrotask(() => run.drain.abort());
  });
  expect(await run.outcome).toMatchObject({ status: 'paused', sweep: { counts: { finished: 2, pending: 0 } } });
  // The next run is killed while it trains the third trial.
  store.openSweep({ ...sweep, firstTrials: climbing.firstTrials }, { isFresh: false, workers: 1, processId: 1 });
  const [third = -1] = store.placeTrials(1, [planRate(0.4)]);
  store.startAttempt(third, { worker: 0, environment: {} });

  const again = playing(peak);
  const { outcome, events } = start(again);
  expect(await outcome).toMatchObject({ status: 'finished', sweep: { id: 1, counts: { finished: 4 } } });
  expect(again.trained).toEqual([0.4, 0.8]);
  expect(events[0]).toMatchObject({ type: 'sweep-started', isResumed: true, trials: [{}, {}, { id: third }] });
  expect(rates()).toEqual([0.1, 0.2, 0.4, 0.8]);

  const nothing = playing(peak);
  expect(await start(nothing).outcome).toMatchObject({ status: 'finished', sweep: { id: 1 } });
  expect(nothing.trained).toEqual([]);
});

test('a search reuses what another sweep has trained', async () => {
  store = openMemoryStore();
  await startSweep(store, playing(peak)).outcome;
  const pool = playing(peak);
  const { outcome } = startSweep(store, pool, {
    search: climbing,
    sweep: { ...sweep, specHash: 'search' },
  });
  expect(await outcome).toMatchObject({ status: 'finished', sweep: { id: 2 } });
  // The grid has trained 0.1, 0.2 and 0.4.
  expect(pool.trained).toEqual([0.8]);
  expect(store.listTrials(2).map(({ isReused }) => isReused)).toEqual([true, true, true, false]);
});

test('a search that waits while nothing runs is broken off', async () => {
  store = openMemoryStore();
  const error = { code: 'model-shape', message: 'does not fit' };
  const { outcome } = start(playing(() => ({ events: [], outcome: { type: 'failed', error } })));
  await expect(outcome).rejects.toThrow('the search waits for an outcome, but nothing is running');
  expect(store.getSweep(1)?.status).toBe('paused');
});
