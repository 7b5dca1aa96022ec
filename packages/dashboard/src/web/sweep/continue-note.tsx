import type { Sweep } from '../../contract/index.ts';
import { commandName } from '../shell/command-name.ts';
import { describeContinuation } from './describe-continuation.ts';

/** The command that goes on with a sweep which stands still. The store does not know where the sweep's file lies. */
export function ContinueNote({ sweep }: { readonly sweep: Pick<Sweep, 'status' | 'counts'> }) {
  const text = describeContinuation(sweep);
  return text === null ? null : (
    <div class="continue" data-testid="continue">
      <p>
        {text} <code>{commandName()} sweep FILE</code>
      </p>
      <p class="muted">
        FILE is the sweep's YAML file; its text is at the end of this page. Give the same <code>--set</code> options as
        before. Trained trials are kept.
      </p>
    </div>
  );
}
