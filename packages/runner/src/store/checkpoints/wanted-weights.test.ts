import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SweepRecord, TrialRecord } from '../../records/records.ts';
import { plannedTrial } from '../testing/sample-sweep.ts';
import { followWantedWeights } from './wanted-weights.ts';
import { possibleWinners } from './winning-trials.ts';

type Sweep = Pick<SweepRecord, 'objective' | 'spec'>;

/** The rule that looks at every trial after each result. */
function replacedOfAll(
  sweep: Sweep,
  trials: readonly TrialRecord[],
  kept: ReadonlySet<string>,
  maxBytes: number,
): readonly string[] {
  if (kept.size < 2) return [];
  const isThrough = trials.every(({ status }) => status === 'finished' || status === 'diverged');
  let bytes = 0;
  const wanted = possibleWinners(sweep, trials, isThrough).trials.filter(({ key }, place) => {
    bytes += kept.has(key) ? 1 : 0;
    return place === 0 || bytes <= maxBytes;
  });
  const keyOfCell = new Map(wanted.map(({ cell, key }) => [cell, key]));
  return trials.flatMap(({ cell, key }) => {
    const wantedKey = keyOfCell.get(cell);
    return kept.has(key) && key !== wantedKey && (wantedKey === undefined || kept.has(wantedKey)) ? [key] : [];
  });
}

function planned(cellCount: number, repeats: number): TrialRecord[] {
  return Array.from({ length: cellCount * repeats }, (_, position) => ({
    ...plannedTrial(`cell ${position % cellCount}`, Math.floor(position / cellCount)),
    id: position + 1,
    sweepId: 1,
    position,
    status: 'pending',
    engine: 'cpu',
    result: null,
    attempts: 0,
    error: null,
    startedAt: null,
    finishedAt: null,
    isReused: false,
  }));
}

const objectives = [
  { name: 'validation.accuracy', goal: 'maximize' },
  { name: 'validation.loss', goal: 'minimize' },
  // Bounded where it is best, and not where it is worst.
  { name: 'validation.nll', goal: 'minimize' },
] as const;

const ending = fc.record({
  /** Failed trials are tried again. */
  status: fc.constantFrom('finished', 'finished', 'finished', 'diverged', 'failed'),
  objective: fc.oneof(
    fc.constantFrom(0, 0.3, 0.5, 0.5, 0.9, 1, Number.NaN),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ),
  isWritten: fc.constantFrom(true, true, true, false),
});

const sequence = fc
  .record({
    objective: fc.constantFrom(...objectives),
    diverged: fc.constantFrom('worst', 'leave-out'),
    cellCount: fc.integer({ min: 1, max: 6 }),
    repeats: fc.integer({ min: 1, max: 3 }),
    maxBytes: fc.constantFrom(1, 3, 1000),
    /** Trials that were done before this run, in grid order. */
    doneBefore: fc.integer({ min: 0, max: 4 }),
  })
  .chain((options) =>
    fc.record({
      options: fc.constant(options),
      order: fc.shuffledSubarray(
        Array.from(
          { length: 2 * options.cellCount * options.repeats },
          (_, i) => i % (options.cellCount * options.repeats),
        ),
        { minLength: 2 * options.cellCount * options.repeats },
      ),
      endings: fc.array(ending, {
        minLength: 2 * options.cellCount * options.repeats,
        maxLength: 2 * options.cellCount * options.repeats,
      }),
    }),
  );

function withEnding(
  trial: TrialRecord,
  { status, objective }: { status: TrialRecord['status']; objective: number },
): TrialRecord {
  if (status === 'failed') return { ...trial, status };
  const value = status === 'diverged' ? Number.NaN : objective;
  return { ...trial, status, result: { bestEpoch: 1, objective: value, seconds: 1, divergedAt: null, metrics: {} } };
}

test('in any sequence of results the same weights are kept as when every trial is looked at each time', () => {
  fc.assert(
    fc.property(
      sequence,
      ({ options: { objective, diverged, cellCount, repeats, maxBytes, doneBefore }, order, endings }) => {
        const sweep: Sweep = { objective, spec: { diverged } };
        const trials = planned(cellCount, repeats);
        const kept = new Set<string>();
        const present = (key: string): void => {
          kept.add(key);
          wanted.add(key, 1);
        };
        for (const [position, trial] of trials.slice(0, doneBefore).entries()) {
          const end = endings[position];
          if (end !== undefined) trials[position] = withEnding(trial, end);
        }
        const wanted = followWantedWeights({ sweep, trials, maxBytes });
        for (const { key, status } of trials) if (status === 'finished') present(key);
        for (const [step, position] of order.entries()) {
          const [trial, end] = [trials[position], endings[step]];
          if (trial === undefined || end === undefined || trial.result !== null) continue;
          const ended = withEnding(trial, end);
          const isWanted = ended.status === 'finished' && wanted.wants(trial, end.objective);
          if (isWanted && end.isWritten) present(trial.key);
          trials[position] = ended;
          const expected = replacedOfAll(sweep, trials, kept, maxBytes);
          const replaced = wanted.end(ended);
          expect(replaced.toSorted()).toEqual(expected.toSorted());
          for (const key of replaced) kept.delete(key);
        }
      },
    ),
    { numRuns: 500, seed: 1 },
  );
});
