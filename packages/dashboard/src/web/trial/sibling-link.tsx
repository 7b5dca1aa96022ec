import type { routes, RouteResponse } from '../../contract/index.ts';
import { repeatName } from '../words/repeats.ts';
import { describeDivergence } from './describe-divergence.ts';

type TrialData = RouteResponse<typeof routes.trial>;

interface SiblingLinkProps {
  readonly sibling: TrialData['siblings'][number];
  readonly sweep: TrialData['sweep'];
  readonly isCurrent: boolean;
}

/** A link to another repeat of the same cell, with its status unless it has simply finished. */
export function SiblingLink({ sibling: { id, repeat, status, divergedAt }, sweep, isCurrent }: SiblingLinkProps) {
  return (
    <a
      href={`/trials/${id}?sweep=${sweep.id}`}
      aria-current={isCurrent ? 'page' : undefined}
      title={divergedAt === null ? status : `diverged ${describeDivergence(divergedAt)}`}
    >
      {repeatName(repeat, sweep)}
      {status === 'finished' ? null : (
        <span class={`count-${status}`}> {divergedAt === null ? status : `diverged in epoch ${divergedAt.epoch}`}</span>
      )}
    </a>
  );
}
