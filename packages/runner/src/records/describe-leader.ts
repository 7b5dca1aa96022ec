import { isBetter } from '@sweepdeck/core/statistics';
import { countOf } from '@sweepdeck/core/words';
import { isDone } from './statuses.ts';
import { isDistinguishable } from './distinguishable.ts';
import type { DivergedPolicy } from './diverged-policy.ts';
import type { LeaderboardRow, SeedSummary } from './leaderboard-row.ts';
import type { Objective } from './records.ts';
import { nameRepeats, repeatNoun } from './repeat-names.ts';
import { repeatPlanOf, type RepeatCounts } from './repeat-plan.ts';

/** The leaderboard's conclusion in words: which cell is best, by how much, and whether to trust it. */
export interface Leader<Row extends LeaderboardRow = LeaderboardRow> {
  readonly row: Row;
  /**
   * A sentence that continues the cell's label: `wins by 0.40 points of validation accuracy over sgd (mean of 3
   * seeds).`
   */
  readonly headline: string;
  /** Why the lead is not certain, or what else matters; null when there is nothing to add. */
  readonly caution: string | null;
}

export interface DescribedSweep extends RepeatCounts {
  readonly objective: Objective;
  readonly diverged: DivergedPolicy;
}

/** How the objective is shown to the reader. */
export interface ObjectiveWords {
  readonly title: string;
  readonly format: (value: number) => string;
  /** Formats a difference with its unit: `0.40 points`. */
  readonly formatDifference: (difference: number) => string;
}

type Ranked<Row extends LeaderboardRow> = Row & {
  readonly rank: number;
  readonly objective: SeedSummary;
  readonly finishedObjective: SeedSummary;
  readonly worstCountedObjective: SeedSummary;
};

function isRanked<Row extends LeaderboardRow>(row: Row): row is Ranked<Row> {
  const { rank, objective, finishedObjective, worstCountedObjective } = row;
  return rank !== null && objective !== null && finishedObjective !== null && worstCountedObjective !== null;
}

/**
 * Describes the leader; null until a trial has finished. A cell `wins` only if the sweep is complete, the cell lost
 * no repeat, and the repeats can tell its lead from noise.
 *
 * @param rows ranked, best first
 */
export function describeLeader<Row extends LeaderboardRow>(
  rows: readonly Row[],
  sweep: DescribedSweep,
  words: ObjectiveWords,
): Leader<Row> | null {
  const [best, second] = rows.filter(isRanked);
  if (best === undefined) return null;
  const doubts = [lostDoubt(best, sweep, words), missingDoubt(best, sweep), luckDoubt(best, sweep)].filter(isText);
  const basis = ` (${describeBasis(best, sweep)}).`;
  const tell = (headline: string, cautions: readonly (string | null)[]): Leader<Row> => {
    const texts = cautions.filter(isText);
    return { row: best, headline: headline + basis, caution: texts.length === 0 ? null : texts.join(' ') };
  };
  if (second === undefined) return tell('is the only result so far', doubts);
  const lead = Math.abs(best.objective.mean - second.objective.mean);
  if (best.isTied && !isDistinguishable(best, second)) {
    const others = rows.filter(({ rank }) => rank === best.rank).length - 2;
    const rivals = others === 0 ? second.label : `${second.label} and ${countOf(others, 'other')}`;
    if (isSpreadKnown(best) && isSpreadKnown(second)) {
      const reason = 'The means are less than two standard errors apart: treat them as equal, or add repeats.';
      return tell(`is not distinguishable from ${rivals} on ${words.title}`, [...doubts, reason]);
    }
    return tell(`has the same ${words.title} as ${rivals}`, doubts);
  }
  const rivalDoubts = doubts.length > 0 ? [] : [loneRivalDoubt(second, sweep)].filter(isText);
  const isThrough = rows.every((row) => missing(row).length === 0);
  const verb = doubts.length + rivalDoubts.length > 0 ? 'is ahead' : isThrough ? 'wins' : 'leads';
  return tell(`${verb} by ${words.formatDifference(lead)} of ${words.title} over ${second.label}`, [
    ...doubts,
    ...rivalDoubts,
    unstableRival(rows, best, sweep, words),
  ]);
}

/** Describes what the mean is based on: `mean of 3 seeds`, `one seed`, `mean of 2 of 4 seeds so far`. */
function describeBasis(row: Ranked<LeaderboardRow>, sweep: DescribedSweep): string {
  const noun = repeatNoun(repeatPlanOf(sweep));
  const { count: counted } = row.objective;
  const total = row.repeats.length;
  if (missing(row).length > 0)
    return `${counted === 1 ? 'one' : `mean of ${counted}`} of ${countOf(total, noun)} so far`;
  return counted === 1 ? `one ${noun}` : `mean of ${countOf(counted, noun)}`;
}

function lostDoubt(row: Ranked<LeaderboardRow>, sweep: DescribedSweep, words: ObjectiveWords): string | null {
  const lost = repeatsWith(row, 'diverged');
  if (lost.length === 0) return null;
  const names = capitalize(nameRepeats(lost, repeatPlanOf(sweep)));
  if (sweep.diverged === 'leave-out')
    return `${names} diverged and ${lost.length === 1 ? 'is' : 'are'} left out of the mean; with ${
      lost.length === 1 ? 'it' : 'them'
    } as the worst value it is ${words.format(row.worstCountedObjective.mean)}.`;
  return `${names} diverged and ${lost.length === 1 ? 'counts' : 'count'} as the worst value; without ${
    lost.length === 1 ? 'it' : 'them'
  } the mean is ${words.format(row.finishedObjective.mean)}.`;
}

function missingDoubt(row: LeaderboardRow, sweep: DescribedSweep): string | null {
  const failed = repeatsWith(row, 'failed');
  const waiting = missing(row).filter((repeat) => !failed.includes(repeat));
  const texts = [
    ...(failed.length > 0 ? [`${capitalize(nameRepeats(failed, repeatPlanOf(sweep)))} failed.`] : []),
    ...(waiting.length > 0
      ? [
          `${capitalize(nameRepeats(waiting, repeatPlanOf(sweep)))} ${waiting.length === 1 ? 'has' : 'have'} not finished: the mean may still change.`,
        ]
      : []),
  ];
  return texts.length === 0 ? null : texts.join(' ');
}

function luckDoubt(row: Ranked<LeaderboardRow>, sweep: DescribedSweep): string | null {
  if (isSpreadKnown(row)) return null;
  const noun = repeatNoun(repeatPlanOf(sweep));
  const isPlanned = row.repeats.length > 1;
  const advice = noun === 'seed' ? 'Repeat with more seeds to be sure.' : `Only more ${noun}s can settle it.`;
  return `One finished ${noun} shows no spread: this may be luck.${isPlanned ? '' : ` ${advice}`}`;
}

function loneRivalDoubt(row: Ranked<LeaderboardRow>, sweep: DescribedSweep): string | null {
  if (isSpreadKnown(row)) return null;
  return `The runner-up has one finished ${repeatNoun(repeatPlanOf(sweep))}, which shows no spread: the lead may be luck.`;
}

/** Finds a cell that would rank first if none of its repeats had diverged. */
function unstableRival<Row extends LeaderboardRow>(
  rows: readonly Row[],
  best: Ranked<Row>,
  sweep: DescribedSweep,
  words: ObjectiveWords,
): string | null {
  const rival = rows
    .filter(isRanked)
    .find(
      (row) =>
        repeatsWith(row, 'diverged').length > 0 &&
        isBetter(sweep.objective.goal, row.finishedObjective.mean, best.finishedObjective.mean) &&
        row.cell !== best.cell,
    );
  if (rival === undefined) return null;
  const lost = nameRepeats(repeatsWith(rival, 'diverged'), repeatPlanOf(sweep));
  return `${rival.label} reaches ${words.format(rival.finishedObjective.mean)} where it does not diverge, but ${lost} diverged.`;
}

/** Returns the repeats with a status, counted from 0. */
export function repeatsWith(
  { repeats }: LeaderboardRow,
  wanted: LeaderboardRow['repeats'][number]['status'],
): number[] {
  return repeats.filter(({ status }) => status === wanted).map(({ repeat }) => repeat);
}

/** Returns the repeats without a result: failed, running or pending. */
function missing({ repeats }: LeaderboardRow): number[] {
  return repeats.filter(({ status }) => !isDone(status)).map(({ repeat }) => repeat);
}

const isSpreadKnown = ({ finishedObjective }: Ranked<LeaderboardRow>): boolean =>
  finishedObjective.standardDeviation !== null;

const isText = (text: string | null): text is string => text !== null;

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
