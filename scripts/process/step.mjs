import { tailOf } from './run-command.mjs';

/** A failed step of a script that the user can act on. */
export class StepError extends Error {
  /**
   * @param {string} message what failed
   * @param {{ output?: string, hint?: string }} [details] what the tool said, and what to do
   */
  constructor(message, { output, hint } = {}) {
    super(message);
    this.name = 'StepError';
    this.output = output;
    this.hint = hint;
  }
}

/**
 * @param {number} milliseconds
 * @returns {string} "340 ms", "12.3 s", "2 min 05 s"
 */
export function formatDuration(milliseconds) {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/**
 * Prints which step runs, and how long it took.
 *
 * @template Result
 *
 * @param {string} title
 *
 * @param {() => Promise<Result>} work
 *
 * @returns {Promise<Result>}
 */
export async function runStep(title, work) {
  const startedAt = performance.now();
  const isLive = process.stdout.isTTY;
  if (isLive) process.stdout.write(`… ${title}`);
  try {
    const result = await work();
    process.stdout.write(`${isLive ? '\r' : ''}✓ ${title} (${formatDuration(performance.now() - startedAt)})\n`);
    return result;
  } catch (error) {
    process.stdout.write(`${isLive ? '\r' : ''}✗ ${title} (${formatDuration(performance.now() - startedAt)})\n`);
    throw error;
  }
}

/**
 * Runs a script's main function and turns its errors into an exit code of 1.
 * @param {() => Promise<number | void>} main returns the exit code; nothing means 0
 * @returns {Promise<void>}
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.exitCode = 1;
    if (!(error instanceof StepError)) {
      console.error(error);
      return;
    }
    if (error.output) console.error(`\n${tailOf(error.output)}\n`);
    console.error(error.message);
    if (error.hint) console.error(error.hint);
  }
}
