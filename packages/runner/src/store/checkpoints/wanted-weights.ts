import { bestOfCell } from '../../records/best-trial.ts';
import { worstBound, worstObjective } from '../../records/objective-bounds.ts';
import type { SweepRecord, TrialRecord } from '../../records/records.ts';
import { isDone } from '../../records/statuses.ts';
import { possibleWinners } from './winning-trials.ts';

/**
 * Knows which weights of a sweep may still be needed: those of the best trial in each cell that can still win. It
 * follows the sweep trial by trial and judges only the cells that a result affects, unless the result changes what
 * all cells are compared with.
 */
export interface WantedWeights {
  /** Tells whether a trial that is about to end with this objective will be the best of its cell. */
  wants(trial: TrialRecord, objective: number): boolean;
  /** Records that a trial's weights are kept. */
  add(key: string, bytes: number): void;
  /**
   * Takes a trial's result.
   * @returns keys of weights that are no longer needed; they count as deleted from now on
   */
  end(trial: TrialRecord): string[];
}

export interface WantedWeightsOptions {
  readonly sweep: Pick<SweepRecord, 'objective' | 'spec'>;
  /** All trials of the sweep, in grid order. */
  readonly trials: readonly TrialRecord[];
  /** Limit for all weights together. Low-ranked cells lose theirs first. */
  readonly maxBytes: number;
}

export function followWantedWeights({ sweep, trials, maxBytes }: WantedWeightsOptions): WantedWeights {
  const { objective } = sweep;
  const cells = new Map<string, Map<number, TrialRecord>>();
  /** Cells with a result that can still win. A cell that is out stays out. */
  const contenders = new Set<string>();
  const kept = new Map<string, number>();
  let keptBytes = 0;
  let missing = trials.length;
  let first: string | undefined;
  /** The worst objective reached, and its cell. Diverged repeats count as this value if the objective is unbounded. */
  let worst: { readonly value: number; readonly cell: string } | undefined;
  /** Whether all cells that can still win must be judged again. */
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
      // If the better weights could not be written, keep the others of the cell.
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
  /** The trials of the judged cells, in grid order. */
  readonly judged: readonly TrialRecord[];
}

/** Returns the first trials whose weights fit into a number of bytes, at least one. */
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

/** Makes a result with just enough to compare it. */
function resultOf(objective: number): NonNullable<TrialRecord['result']> {
  return { bestEpoch: null, objective, seconds: 0, divergedAt: null, metrics: {} };
}
