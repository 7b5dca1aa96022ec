import type { Goal } from '@sweepdeck/core/metrics';

/** Says which direction is better: `more` or `less`. */
export function betterOf(goal: Goal): string {
  return goal === 'maximize' ? 'more' : 'less';
}
