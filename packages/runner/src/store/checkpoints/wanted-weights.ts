import { bestOfCell } from '../../records/best-trial.ts';
import { worstBound, worstObjective } from '../../records/objective-bounds.ts';
import type { SweepRecord, TrialRecord } from '../../records/records.ts';
import { isDone } from '../../records/statuses.ts';
import { possibleWinners } from './winning-trials.ts';

/**
 * Knows whose weights of a sweep may still be wanted: those of the best trial of each cell that can still come first. It
 * follows the sweep trial by trial and judges the cells that a result concerns; all that can still win only when a result
 * changes what they are compared with.
 */
export interface WantedWeights {
  /** Whether a trial that is about to end with this objective will be the best of its cell. */
  wants(trial: TrialRecord, objective: number): boolean;
  /** Weights are there. */
  add(key: string, bytes: number): void;
  /** Takes a trial with its result. @returns the keys whose weights can no longer be wanted; they count as gone from now on */
  end(trial: TrialRecord): string[];
}

export interface WantedWeightsOptions {
  readonly sweep: Pick<SweepRecord, 'objective' | 'spec'>;
  /** All of the sweep, in grid order. */
  readonly trials: readonly TrialRecord[];
  /** Cells that rank low give way where the weights of all take more. */
  readonly maxBytes: number;
}

export function followWantedWeights({ sweep, trials, maxBytes }: WantedWeightsOptions): WantedWeights {
  const { objective } = sweep;
  const cells = new Map<string, Map<number, TrialRecord>>();
  /** Cells with a result that are not known to be out. What is out stays out. */
  const contenders = new Set<string>();
  const kept = new Map<string, number>();
  let keptBytes = 0;
  let missing = trials.length;
  let first: string | undefined;
  /** The worst objective reached, which diverged repeats count as where the objective has no bound, and its cell. */
  let worst: { readonly value: number; readonly cell: string } | undefined;
  /** Whether each cell that can still win is to be judged anew. */
  let isStale = true;

  const note = (trial: TrialRecord): void => {
    const own = cells.get(trial.cell) ?? new Map<number, TrialRecord>();
    const wasDone = isDone(own.get(trial.id)?.status ?? 'pending');
    cells.set(trial.cell, own.set(trial.id, trial));
    if (wasDone || !isDone(trial.status)) return;
    missing--;
    contenders.add(trial.cell);
    const value = trial.result?.objective ?? Number.NaN;
    if (trial.status !== 'finished' || !Number.isFinite(value)) return;
    if (worstBound(objective) !== null) return;
    if (worst !== undefined && worstObjective(objective, [worst.value, value]) === worst.value) return;
    worst = { value, cell: trial.cell };
    isStale = true;
  };
  for (const trial of trials) note(trial);

  const trialsOf = (cell: string): readonly TrialRecord[] => [...(cells.get(cell)?.values() ?? [])];
  const judge = (wanted: readonly (string | undefined)[]): Judgement => {
    const judged = [...new Set(wanted)].flatMap((cell) => (cell === undefined ? [] : trialsOf(cell)));
    judged.sort((a, b) => a.position - b.position);
    return { judged, ...possibleWinners(sweep, judged, missing === 0) };
  };
  const take = ({ judged, ...winners }: Judgement): string[] => {
    first = winners.first;
    for (const { cell } of judged) contenders.delete(cell);
    for (const { cell } of winners.trials) contenders.add(cell);
    const wanted = withinBytes(winners.trials, kept, maxBytes);
    const keyOfCell = new Map(wanted.map(({ cell, key }) => [cell, key]));
    const replaced = judged.filter(({ cell, key }) => {
      const wantedKey = keyOfCell.get(cell);
      // Where the better weights could not be written, the others of the cell are worth keeping.
      return kept.has(key) && key !== wantedKey && (wantedKey === undefined || kept.has(wantedKey));
    });
    for (const { key } of replaced) {
      keptBytes -= kept.get(key) ?? 0;
      kept.delete(key);
    }
    return replaced.map(({ key }) => key);
  };

  return {
    wants(trial, value) {
      const ended: TrialRecord = { ...trial, status: 'finished', result: resultOf(value) };
      const others = trialsOf(trial.cell).filter(({ id }) => id !== trial.id);
      return bestOfCell(sweep, [...others, ended]) === ended;
    },
    add(key, bytes) {
      keptBytes += bytes - (kept.get(key) ?? 0);
      kept.set(key, bytes);
    },
    end(trial) {
      note(trial);
      if (kept.size < 2) {
        isStale = true;
        return [];
      }
      const concerned = [first, trial.cell, worst?.cell];
      const judgement = judge(concerned);
      if (!isStale && missing > 0 && judgement.first === first && keptBytes <= maxBytes) return take(judgement);
      isStale = false;
      return take(judge([...concerned, ...contenders]));
    },
  };
}

interface Judgement extends ReturnType<typeof possibleWinners> {
  /** The trials of the cells that were looked at, in grid order. */
  readonly judged: readonly TrialRecord[];
}

/** The first trials whose weights take no more than so many bytes together, but always the first. */
function withinBytes(
  trials: readonly TrialRecord[],
  sizes: ReadonlyMap<string, number>,
  maxBytes: number,
): readonly TrialRecord[] {
  let bytes = 0;
  return trials.filter(({ key }, place) => {
    bytes += sizes.get(key) ?? 0;
    return place === 0 || bytes <= maxBytes;
  });
}

/** Enough of one to be compared. */
function resultOf(objective: number): NonNullable<TrialRecord['result']> {
  return { bestEpoch: null, objective, seconds: 0, divergedAt: null, metrics: {} };
}
