import { z } from 'zod';
import type { SweepRecord } from './records.ts';

/** How a diverged repeat counts in the mean of its cell: as the worst value, or not at all. */
export type DivergedPolicy = 'worst' | 'leave-out';

const withPolicy = z.object({ diverged: z.enum(['worst', 'leave-out']) });

/** The policy of a sweep, as its resolved spec holds it; `worst` for a sweep from before there was a choice. */
export function divergedPolicyOf({ spec }: Pick<SweepRecord, 'spec'>): DivergedPolicy {
  const parsed = withPolicy.safeParse(spec);
  return parsed.success ? parsed.data.diverged : 'worst';
}
