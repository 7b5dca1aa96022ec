import type { Verification } from '../../contract/index.ts';
import { formatTime } from '../words/times.ts';

/** Says whether the result was reproduced when the trial was last trained again. */
export function VerifiedLine({ verifications }: { readonly verifications: readonly Verification[] }) {
  const last = verifications.at(-1);
  if (last === undefined) return null;
  const how = last.comparison === 'bits' ? 'bit for bit' : 'within the tolerance';
  return (
    <p class="facts" data-testid="verified">
      {last.outcome === 'reproduced'
        ? `Reproduced ${how} on ${last.engine}`
        : `Not reproduced ${how} on ${last.engine}: ${last.difference}`}
      <span class="muted"> · {formatTime(last.at)}</span>
    </p>
  );
}
