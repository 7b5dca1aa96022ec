import type { TrialMessage, TrialRequest } from './protocol.ts';
import { runTrial } from './run-trial.ts';

/** What a worker thread runs for each trial. Never rejects. */
export default function runOnThread({ port, stopFlag, ...task }: TrialRequest): Promise<void> {
  const signal = {
    get aborted(): boolean {
      return Atomics.load(stopFlag, 0) !== 0;
    },
  };
  return runTrial(task, signal, (message) => port.postMessage(message, buffersOf(message)));
}

/** Kept weights are moved, not copied. */
function buffersOf(message: TrialMessage): ArrayBuffer[] {
  return message.type === 'event' && message.event.type === 'weights' ? [message.event.bytes.buffer] : [];
}

export { measureTrial as measure } from './run-trial.ts';
