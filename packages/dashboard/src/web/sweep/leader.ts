import type { LeaderboardRow, SeedSummary, Sweep } from '../../contract/index.ts';
import { formatLead, metricTitle, plural } from '../format.ts';
import { repeatNoun, type RepeatNoun } from './repeats.ts';

/** What the leaderboard says in words: who leads, by how much, and whether that can be trusted. */
export interface Leader {
  readonly row: LeaderboardRow;
  readonly headline: string;
  readonly caution: string | null;
}

type Ranked = LeaderboardRow & { readonly objective: SeedSummary };

const isRanked = (row: LeaderboardRow): row is Ranked => row.objective !== null && row.rank !== null;

/** Null while no trial has finished. `rows` come ranked, best first. */
export function describeLeader(
  rows: readonly LeaderboardRow[],
  sweep: Pick<Sweep, 'objective' | 'status' | 'repeats' | 'folds'>,
): Leader | null {
  const { objective, status } = sweep;
  const noun = repeatNoun(sweep);
  const ranked = rows.filter(isRanked);
  const [best, second] = ranked;
  if (best === undefined) return null;
  const tied = ranked.filter(({ rank }) => rank === best.rank);
  const title = metricTitle(objective.name);
  if (second === undefined)
    return { row: best, headline: 'is the only result so far', caution: luckCaution(best, noun) };
  if (tied.length > 1) {
    const others = tied.length - 1;
    return {
      row: best,
      headline: `ties with ${plural(others, 'other cell')} on ${title}`,
      caution: luckCaution(best, noun),
    };
  }
  const lead = Math.abs(best.objective.mean - second.objective.mean);
  const caution = luckCaution(best, noun) ?? noiseCaution(best, second, { lead, noun });
  const verb = caution !== null ? 'is ahead' : status === 'running' ? 'leads' : 'wins';
  const headline = `${verb} by ${formatLead(objective.name, lead)} of ${title} over ${second.label}`;
  return { row: best, headline, caution };
}

function luckCaution({ objective: { count } }: Ranked, noun: RepeatNoun): string | null {
  if (count > 1) return null;
  const advice = noun === 'seed' ? 'Repeat with more seeds to be sure.' : `Only more ${noun}s make it sure.`;
  return `One ${noun}: this may be luck. ${advice}`;
}

/** Two standard errors of the difference: a lead within them is not one yet. */
function noiseCaution(
  { objective: a }: Ranked,
  { objective: b }: Ranked,
  { lead, noun }: { readonly lead: number; readonly noun: RepeatNoun },
): string | null {
  if (b.count === 1) return `The runner-up has one ${noun}: the lead may be luck.`;
  const error = Math.sqrt((a.standardDeviation ?? 0) ** 2 / a.count + (b.standardDeviation ?? 0) ** 2 / b.count);
  if (lead >= 2 * error) return null;
  return `The lead is within the spread of the ${noun}s (mean of ${a.count} and ${b.count}): treat the two as equal.`;
}
