import { describe, expect, test } from 'vitest';
import type { PlannedTrial, TrialRecord } from '../records/records.ts';
import { searchMethodNames } from '../records/search-methods.ts';
import { loadText } from '../spec/testing/load-text.ts';
import type { PlanContext } from './plan-trials.ts';
import { searchTrials } from './search-trials.ts';
import type { TrialSearch } from './trial-source.ts';

const context: PlanContext = { datasetFingerprint: 'f', engine: 'wasm', numericsVersion: '1' };

/** As a store returns a trial: its objective follows the learning rate, and every fourth diverges. */
function ended(trial: PlannedTrial, position: number): TrialRecord {
  const isDiverged = position % 4 === 3;
  const objective = isDiverged ? Number.NaN : 1 - Math.abs(trial.config.learning_rate - 0.3);
  return {
    ...trial,
    id: position + 1,
    sweepId: 1,
    position,
    status: isDiverged ? 'diverged' : 'finished',
    engine: 'wasm',
    result: { bestEpoch: 1, objective, seconds: 1, divergedAt: null, metrics: {} },
    attempts: 1,
    error: null,
    startedAt: 0,
    finishedAt: 1,
    isReused: false,
  };
}

/** Trains at most `most` trials one after the other, and returns what the sweep then has. */
function run(search: TrialSearch, before: readonly TrialRecord[], most = Infinity): TrialRecord[] {
  const waiting = (trial: PlannedTrial, index: number): TrialRecord => {
    const position = before.length + index;
    return { ...ended(trial, position), status: 'pending', result: null, attempts: 0 };
  };
  const known = new Set(before.map(({ key }) => key));
  const placed = [...before, ...search.firstTrials.filter(({ key }) => !known.has(key)).map(waiting)];
  const source = search.start(placed);
  for (let trained = 0; trained < most; trained++) {
    const next = source.ask();
    if (next.type === 'done') break;
    if (next.type === 'wait') throw new Error('nothing runs that it could wait for');
    const index = placed.findIndex(({ key }) => key === next.trial.key);
    const position = index === -1 ? placed.length : index;
    placed[position] = ended(next.trial, position);
    source.tell(placed[position]);
  }
  return placed;
}

describe.each(searchMethodNames)('%s', (method) => {
  const { spec } = loadText(
    `{ name: a, method: ${method}, repeats: 2, dataset: glyphs, parameters: { learning_rate: { values: [0.1, 0.2, 0.3] } } }`,
  );
  const search = (): TrialSearch => searchTrials(spec, context);
  const keysOf = (trials: readonly PlannedTrial[]): string[] => trials.map(({ key }) => key);

  test('begins with the same trials each time', () => {
    expect(search().firstTrials.length).toBeGreaterThan(0);
    expect(keysOf(search().firstTrials)).toEqual(keysOf(search().firstTrials));
  });

  test('ends with as many trials as it has said, each asked for once', () => {
    const { total } = search();
    const trials = run(search(), []);
    expect(trials.every(({ status }) => status !== 'pending')).toBe(true);
    expect(new Set(keysOf(trials)).size).toBe(trials.length);
    expect(trials.length).toBe(total ?? trials.length);
    expect(search().start(trials).ask()).toEqual({ type: 'done' });
  });

  test('goes on from what the sweep has, wherever it was stopped', () => {
    const whole = keysOf(run(search(), []));
    for (let stopped = 0; stopped <= whole.length; stopped++) {
      const before = run(search(), [], stopped);
      expect(keysOf(run(search(), before))).toEqual(whole);
    }
  });
});
