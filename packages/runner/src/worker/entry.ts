import type { MessagePort } from 'node:worker_threads';
import { captureOutput } from './capture-output.ts';
import { checkTrial } from './check-trial.ts';
import type {
  CheckRequest,
  MeasureRequest,
  RangeRequest,
  ThreadQuestion,
  TrialMessage,
  TrialRequest,
} from './protocol.ts';
import { measureTrial } from './measure-trial.ts';
import { runTrial } from './run-trial.ts';
import { testRange } from './test-range.ts';
import type { WorkerHost } from './worker-host.ts';

/** Before a trial can replace it. */
const { exit } = process;

/** A timer that a trial has left behind prints into its log until another one begins. */
const printTo = captureOutput();

/** What a worker thread runs for each trial. Never rejects. */
export default function runOnThread({ port, stopFlag, output, ...task }: TrialRequest): Promise<void> {
  printTo(output);
  const signal = {
    get aborted(): boolean {
      return Atomics.load(stopFlag, 0) !== 0;
    },
  };
  return runTrial(task, signal, {
    post: (message) => port.postMessage(message, buffersOf(message)),
    end: () => exit.call(process, 1),
  });
}

export function measure({ port, output, ...request }: ThreadQuestion<MeasureRequest>): Promise<void> {
  printTo(output);
  return measureTrial(request, hostOn(port));
}

export function check({ port, output, ...request }: ThreadQuestion<CheckRequest>): Promise<void> {
  printTo(output);
  return checkTrial(request, hostOn(port));
}

export function range({ port, output, ...request }: ThreadQuestion<RangeRequest>): Promise<void> {
  printTo(output);
  return testRange(request, hostOn(port));
}

function hostOn(port: MessagePort): WorkerHost<unknown> {
  return { post: (message) => port.postMessage(message), end: () => exit.call(process, 1) };
}

/** Kept weights are moved, not copied. */
function buffersOf(message: TrialMessage): ArrayBuffer[] {
  return message.type === 'event' && message.event.type === 'weights' ? [message.event.bytes.buffer] : [];
}
