import { z } from 'zod';
import type { SweepRecord } from './records.ts';

/** How a diverged repeat counts in its cell's mean: as the worst value, or not at all. */
export type DivergedPolicy = 'worst' | 'leave-out';

const withPolicy = z.object({ diverged: z.enum(['worst', 'leave-out']) });

/** Reads the policy from a sweep's resolved spec; `worst` for sweeps that were stored before the option existed. */
export function divergedPolicyOf({ spec }: Pick<SweepRecord, 'spec'>): DivergedPolicy {
  const parsed = withPolicy.safeParse(spec);
  return parsed.success ? parsed.data.diverged : 'worst';
}
