import type { Sweep } from '../../contract/index.ts';
import { plural } from '../words/counts.ts';

/**
 * Explains why a sweep with trials left does not train, before the command that continues it; null for one that trains
 * or is complete.
 */
export function describeContinuation({
  status,
  onPauseSince,
  counts,
}: Pick<Sweep, 'status' | 'onPauseSince' | 'counts'>): string | null {
  const { failed } = counts;
  const open = counts.pending + counts.running;
  const left = [
    ...(open > 0 ? [`${plural(open, 'trial')} to do`] : []),
    ...(failed > 0 ? [plural(failed, 'failed trial')] : []),
  ].join(' and ');
  const rest = left === '' ? '' : ` with ${left}`;
  switch (status) {
    case 'running':
      return onPauseSince === null ? null : `On pause${rest}: its process waits. To continue:`;
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
