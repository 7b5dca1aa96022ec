import { serializeError } from '@sweepdeck/core/errors';
import type { TrialMessage } from '../worker/protocol.ts';
import type { OnTrialEvent, TrialOutcome } from './trial-pool.ts';

export interface TrialFollower {
  receive(message: TrialMessage): void;
  /**
   * How the trial ended, when no more messages come.
   * @param death why its worker died, if it did
   * @throws what `onEvent` threw
   */
  outcome(death: unknown): TrialOutcome;
}

/** Makes one trial's outcome of its messages and hands on its events. When `onEvent` throws, the trial is stopped. */
export function followTrial(onEvent: OnTrialEvent, stop: () => void): TrialFollower {
  let outcome: TrialOutcome | undefined;
  let consumerError: { readonly error: unknown } | undefined;
  return {
    receive(message) {
      if (message.type === 'done') outcome = { type: 'done' };
      else if (message.type === 'failed') outcome = { type: 'failed', error: message.error };
      else if (consumerError === undefined) {
        try {
          onEvent(message);
        } catch (error) {
          consumerError = { error };
          stop();
        }
      }
    },
    outcome(death) {
      if (consumerError !== undefined) throw consumerError.error;
      const reason = death ?? new Error('the worker ended without a result');
      return outcome ?? { type: 'failed', error: serializeError(reason) };
    },
  };
}
