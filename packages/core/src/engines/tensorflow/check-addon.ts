import { fork } from 'node:child_process';
import type { EngineStatus } from '../engine.ts';
import { nodeEntry } from '../node-entry.ts';
import { isTensorflowNotice } from './log-notice.ts';
import type { TensorflowAddon } from './tensorflow-addon.ts';

/** The first use of a GPU that is newer than the library may compile kernels for minutes. */
const limitMs = 300_000;

/** Trains a step with an addon in a process of its own, so that a crash there does not end this process. */
export function checkTensorflowAddon(addon: TensorflowAddon): Promise<EngineStatus> {
  const { filename, execArgv } = nodeEntry(import.meta.url, '../../engine-check/tensorflow-entry');
  const child = fork(filename, [addon.flavor, addon.file], {
    execArgv: [...execArgv],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  let printed = '';
  const isWatched = process.env['TF_CPP_MIN_LOG_LEVEL'] !== undefined;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    // A user who sets the log level wants to see TensorFlow's log.
    if (isWatched) process.stderr.write(text);
  });
  let status: EngineStatus | undefined;
  child.on('message', (message) => (status = message as EngineStatus));
  return new Promise((resolve) => {
    const fail = (reason: string): void => {
      const lines = printed.trim().split('\n');
      const lastLine = lines.findLast((line) => !isTensorflowNotice(line)) ?? '';
      resolve({
        works: false,
        reason: lastLine === '' ? reason : `${reason}: ${lastLine}`,
        hint: `Build the addon again, or for another TensorFlow: \`runner engine install ${addon.flavor} --libtensorflow DIR\`.`,
      });
    };
    child.on('error', (error) => fail(`its process could not start (${error.message})`));
    child.on('close', (code, signal) => {
      if (status !== undefined) resolve(status);
      else fail(`a training step ended its process with ${signal ?? `exit code ${code}`}`);
    });
  });
}
