import type { Sweep } from '../../contract/index.ts';
import { plural } from '../words/counts.ts';

/**
 * Explains why a sweep with trials left is not running, before the command that continues it; null for one that runs
 * or is complete.
 */
export function describeContinuation({ status, counts }: Pick<Sweep, 'status' | 'counts'>): string | null {
  const { failed } = counts;
  const open = counts.pending + counts.running;
  const left = [
    ...(open > 0 ? [`${plural(open, 'trial')} to do`] : []),
    ...(failed > 0 ? [plural(failed, 'failed trial')] : []),
  ].join(' and ');
  const rest = left === '' ? '' : ` with ${left}`;
  switch (status) {
    case 'running':
    case 'finished':
      return null;
    case 'paused':
      return `Paused${rest}. To continue:`;
    case 'interrupted':
      return `Interrupted${rest}: its process has ended. To continue:`;
    case 'failed':
      return `Ended${rest}. To retry:`;
  }
}
