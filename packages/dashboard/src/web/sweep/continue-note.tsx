import type { Sweep } from '../../contract/index.ts';
import { commandName } from '../commands/command-name.ts';
import { storeOption } from '../commands/store-option.ts';
import { describeContinuation } from './describe-continuation.ts';

/** The command that continues a stopped or paused sweep as it was started. */
export function ContinueNote({ sweep }: { readonly sweep: Pick<Sweep, 'id' | 'status' | 'onPauseSince' | 'counts'> }) {
  const text = describeContinuation(sweep);
  return text === null ? null : (
    <div class="continue" data-testid="continue">
      <p>{text}</p>
      <pre tabIndex={0}>
        <code>
          {commandName()} {sweep.onPauseSince === null ? 'sweep' : 'resume'} s{sweep.id}
          {storeOption()}
        </code>
      </pre>
      <p class="muted">Trained trials are kept, and the --set options of the start still count.</p>
    </div>
  );
}
