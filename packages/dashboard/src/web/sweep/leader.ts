import type { LeaderboardRow, SeedSummary, Sweep } from '../../contract/index.ts';
import { formatLead, metricTitle, plural } from '../format.ts';

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
  { objective, status }: Pick<Sweep, 'objective' | 'status'>,
): Leader | null {
  const ranked = rows.filter(isRanked);
  const [best, second] = ranked;
  if (best === undefined) return null;
  const tied = ranked.filter(({ rank }) => rank === best.rank);
  const title = metricTitle(objective.name);
  if (second === undefined) return { row: best, headline: 'is the only result so far', caution: seedsCaution(best) };
  if (tied.length > 1) {
    const others = tied.length - 1;
    return {
      row: best,
      headline: `ties with ${plural(others, 'other cell')} on ${title}`,
      caution: seedsCaution(best),
    };
  }
  const lead = Math.abs(best.objective.mean - second.objective.mean);
  const caution = seedsCaution(best) ?? noiseCaution(best, second, lead);
  const verb = caution !== null ? 'is ahead' : status === 'running' ? 'leads' : 'wins';
  const headline = `${verb} by ${formatLead(objective.name, lead)} of ${title} over ${second.label}`;
  return { row: best, headline, caution };
}

function seedsCaution({ objective: { count } }: Ranked): string | null {
  return count === 1 ? 'One seed: this may be luck. Repeat with more seeds to be sure.' : null;
}

/** Two standard errors of the difference: a lead within them is not one yet. */
function noiseCaution({ objective: a }: Ranked, { objective: b }: Ranked, lead: number): string | null {
  if (b.count === 1) return 'The runner-up has one seed: the lead may be luck.';
  const error = Math.sqrt((a.standardDeviation ?? 0) ** 2 / a.count + (b.standardDeviation ?? 0) ** 2 / b.count);
  if (lead >= 2 * error) return null;
  return `The lead is within the spread of the seeds (mean of ${a.count} and ${b.count}): treat the two as equal.`;
}
