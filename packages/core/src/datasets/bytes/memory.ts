import { constants } from 'node:buffer';
import { freemem, totalmem } from 'node:os';
import { machineMemory } from '../../machine/machine-memory.ts';
import { SweepdeckError } from '../../errors/index.ts';

/**
 * Returns the bytes of memory that data may take. On Linux this is the memory that is free or can be freed; elsewhere
 * the machine's memory, because free memory as other systems report it leaves out what they would free. In a
 * container it is at most the container's limit; files in its page cache also count against that, but make room.
 */
export function availableMemory(): number {
  const free = process.platform === 'linux' ? freemem() : totalmem();
  const { bytes: limit, isLimited } = machineMemory();
  return isLimited ? Math.min(free, Math.max(0, limit - process.memoryUsage.rss())) : free;
}

/** Refuses data that does not fit, before memory is reserved for it. Errors: `dataset-too-large`. */
export function refuseLargerThanMemory(from: string, what: string, neededBytes: number, memoryBytes: number): void {
  if (neededBytes <= memoryBytes) return;
  throw tooLarge(`${from}: ${what} need ${inGigabytes(neededBytes)} of memory; ${inGigabytes(memoryBytes)} are free`);
}

/** Allocates memory that all threads share. Errors: `dataset-too-large`. */
export function allocateShared(from: string, bytes: number): Uint8Array<SharedArrayBuffer> {
  try {
    return new Uint8Array(new SharedArrayBuffer(bytes));
  } catch (cause) {
    throw tooLargeForNode(from, bytes, cause);
  }
}

/** Allocates memory of this thread. Errors: `dataset-too-large`. */
export function allocate(from: string, bytes: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(bytes);
  } catch (cause) {
    throw tooLargeForNode(from, bytes, cause);
  }
}

function tooLargeForNode(from: string, bytes: number, cause: unknown): SweepdeckError {
  const limit =
    bytes > constants.MAX_LENGTH
      ? `${inGigabytes(constants.MAX_LENGTH)}, which Node.js can hold in one array`
      : 'there is room for';
  return tooLarge(`${from}: ${inGigabytes(bytes)} of data are more than ${limit}`, cause);
}

function tooLarge(message: string, cause?: unknown): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-too-large',
    message,
    hint: 'use fewer or smaller images, and pixels as unsigned bytes; or free memory',
    cause,
  });
}

function inGigabytes(bytes: number): string {
  if (bytes < 1e6) return `${bytes} bytes`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
