import { SweepdeckError } from '../errors/index.ts';
import { formatBytes } from './format-bytes.ts';

export interface OutOfMemory {
  readonly engine: string;
  /** Size of the failed allocation in bytes; undefined when unknown. */
  readonly wantedBytes: number | undefined;
  /** Bytes that the engine has reserved. */
  readonly reservedBytes: number;
  /** The most that it can reserve; undefined when the machine is the limit. */
  readonly limitBytes: number | undefined;
}

/** Makes the error of an engine without free memory: `out-of-memory`. */
export function outOfMemory({ engine, wantedBytes, reservedBytes, limitBytes }: OutOfMemory): SweepdeckError {
  const wanted = wantedBytes === undefined ? '' : `: no room for a block of ${formatBytes(wantedBytes)}`;
  const limit = limitBytes === undefined ? '' : ` of at most ${formatBytes(limitBytes)}`;
  return new SweepdeckError({
    code: 'out-of-memory',
    message: `the engine ${engine} is out of memory${wanted}; it has reserved ${formatBytes(reservedBytes)}${limit}`,
    hint: 'Use a smaller model or training.batch_size, or an optimizer with less state; if the machine is short of memory, fewer --workers.',
  });
}
