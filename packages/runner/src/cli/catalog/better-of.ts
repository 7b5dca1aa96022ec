import type { Goal } from '@sweepdeck/core/metrics';

/** `more` or `less`, of which is better. */
export function betterOf(goal: Goal): string {
  return goal === 'maximize' ? 'more' : 'less';
}
