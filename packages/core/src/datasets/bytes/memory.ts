import { constants } from 'node:buffer';
import { freemem, totalmem } from 'node:os';
import { machineMemory } from '../../machine/machine-memory.ts';
import { SweepdeckError } from '../../errors/index.ts';

/**
 * Bytes of memory that data may take: on Linux what is free or can be freed, elsewhere what the machine has, for there the
 * system's free memory leaves out what it would free; and in a container no more than its limit. What else fills the
 * container is not known: it may be files that were read, which make room.
 */
export function availableMemory(): number {
  const free = process.platform === 'linux' ? freemem() : totalmem();
  const { bytes: limit, isLimited } = machineMemory();
  return isLimited ? Math.min(free, Math.max(0, limit - process.memoryUsage.rss())) : free;
}

/** Refuses data that does not fit, before room is made for it. Errors: `dataset-too-large` */
export function refuseLargerThanMemory(from: string, what: string, neededBytes: number, memoryBytes: number): void {
  if (neededBytes <= memoryBytes) return;
  throw tooLarge(`${from}: ${what} need ${inGigabytes(neededBytes)} of memory; ${inGigabytes(memoryBytes)} are free`);
}

/** Memory that every thread shares. Errors: `dataset-too-large` */
export function allocateShared(from: string, bytes: number): Uint8Array<SharedArrayBuffer> {
  try {
    return new Uint8Array(new SharedArrayBuffer(bytes));
  } catch (cause) {
    throw tooLargeForNode(from, bytes, cause);
  }
}

/** Memory of this thread. Errors: `dataset-too-large` */
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
