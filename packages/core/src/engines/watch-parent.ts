import { Worker } from 'node:worker_threads';

const intervalMs = 500;

/**
 * Kept as text, because a thread from a file would first load the loader of the sources. On Windows, a parent's id
 * outlives it.
 */
const watch = `
const { workerData: { parent, intervalMs } } = require('node:worker_threads');
function isGone() {
  if (process.ppid !== parent) return true;
  try { return !process.kill(parent, 0); } catch (error) { return error.code === 'ESRCH'; }
}
setInterval(() => { if (isGone()) process.kill(process.pid, 'SIGKILL'); }, intervalMs);
`;

/**
 * Ends this process within half a second after its parent has ended, for any reason, even while native code blocks
 * the main thread. The watching thread does not keep the process alive. Call it before anything that may block.
 */
export function watchParent(): void {
  const workerData = { parent: process.ppid, intervalMs };
  new Worker(watch, { eval: true, execArgv: [], workerData }).unref();
}
