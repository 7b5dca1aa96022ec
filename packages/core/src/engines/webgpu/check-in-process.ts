import { fork } from 'node:child_process';
import type { EngineStatus } from '../engine.ts';
import { nodeEntry } from '../node-entry.ts';

/** Far longer than the seconds that a driver needs to compile its first programs. */
const limitMs = 60_000;

/** Opens the GPU and computes in a process of its own, so that a crash of the driver does not end this process. */
export function checkInProcess(): Promise<EngineStatus> {
  const { filename, execArgv } = nodeEntry(import.meta.url, './check-entry');
  // The output of the driver and of Dawn is not part of the answer.
  const child = fork(filename, [], {
    execArgv: [...execArgv],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  let status: EngineStatus | undefined;
  child.on('message', (message) => (status = message as EngineStatus));
  return new Promise((resolve) => {
    const fail = (reason: string): void => resolve({ works: false, reason, hint: 'Update the driver of the GPU.' });
    child.on('error', (error) => fail(`the process that tries the GPU could not start (${error.message})`));
    child.on('close', (code, signal) => {
      if (status !== undefined) resolve(status);
      else fail(`trying the GPU ended its process with ${signal ?? `exit code ${code}`}`);
    });
  });
}
