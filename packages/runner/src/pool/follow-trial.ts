import { serializeError } from '@sweepdeck/core/errors';
import type { TrialMessage } from '../worker/protocol.ts';
import { isFromOutside } from './process-died.ts';
import { stepTimeout } from './step-timeout.ts';
import type { OnTrialEvent, TrialOutcome } from './trial-pool.ts';
import { watchSilence } from './watch-silence.ts';

export interface TrialFollower {
  receive(message: TrialMessage): void;
  /**
   * How the trial ended, when no more messages come.
   * @param death why its worker died, if it did
   * @throws what `onEvent` threw
   */
  outcome(death: unknown): TrialOutcome;
}

export interface FollowedWorker {
  /** Asks the trial to stop. */
  stop(): void;
  /** Ends the worker at once. */
  end(): void;
  /** How long it may say nothing, once it has begun. */
  readonly stepTimeoutMs: number;
}

/** Makes one trial's outcome of its messages and hands on its events. When `onEvent` throws, the trial is stopped. */
export function followTrial(onEvent: OnTrialEvent, { stop, end, stepTimeoutMs }: FollowedWorker): TrialFollower {
  let outcome: TrialOutcome | undefined;
  let consumerError: { readonly error: unknown } | undefined;
  const watch = watchSilence(stepTimeoutMs, () => {
    outcome ??= { type: 'failed', error: serializeError(stepTimeout(stepTimeoutMs)) };
    end();
  });
  return {
    receive(message) {
      watch.heard();
      if (message.type === 'alive') return;
      if (message.type === 'done') outcome ??= { type: 'done' };
      else if (message.type === 'failed') {
        const { error, isMaybeOfAnother = false } = message;
        outcome ??= { type: 'failed', error, ...(isMaybeOfAnother ? { isMaybeOfAnother } : {}) };
      } else if (consumerError === undefined) {
        try {
          onEvent(message);
        } catch (error) {
          consumerError = { error };
          stop();
        }
      }
    },
    outcome(death) {
      watch.close();
      if (consumerError !== undefined) throw consumerError.error;
      const reason = death ?? new Error('the worker ended without a result');
      const failed: TrialOutcome = { type: 'failed', error: serializeError(reason) };
      return outcome ?? (isFromOutside(death) ? { ...failed, isMaybeOfAnother: true } : failed);
    },
  };
}
