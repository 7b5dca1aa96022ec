import { SweepdeckError } from '../../errors/index.ts';
import type { ByteSource } from './byte-source.ts';

/** The length of the content, as a header declares it. */
export interface Declared {
  readonly bytes: number;
  /** `20 x 28 x 28 = 15680 bytes` */
  readonly words: string;
}

/** At most this many excess bytes are unpacked and counted. */
const countedBytes = 64 * 1024;

/**
 * Refuses a header that declares more than can follow, before memory is reserved for it. Errors: `dataset-truncated`.
 */
export function refuseImpossible(source: ByteSource, declared: Declared): void {
  const { bytes, isExact } = source.remaining();
  if (declared.bytes <= bytes) return;
  throw truncated(
    source.from,
    declared,
    isExact ? `${bytes} follow` : `at most ${bytes} can follow in a packed file of its size`,
  );
}

/**
 * Fills `target` with exactly the bytes that the header declares, and checks that nothing follows. Errors:
 * `dataset-truncated`, `dataset-trailing-bytes`, those of the source.
 */
export async function readDeclared(source: ByteSource, declared: Declared, target: Uint8Array): Promise<void> {
  const count = await source.read(target);
  if (count < target.length) throw truncated(source.from, declared, `${count} follow`);
  const { bytes, isExact } = source.remaining();
  // Reading beyond the content makes compressed data verify its checksum, which is at its end.
  const rest = isExact && bytes > 0 ? bytes : await source.read(new Uint8Array(countedBytes));
  if (rest === 0) return;
  const isMore = !isExact && rest === countedBytes;
  throw new SweepdeckError({
    code: 'dataset-trailing-bytes',
    message: `${source.from}: the header promises ${declared.words}, ${isMore ? 'at least ' : ''}${target.length + rest} follow`,
    hint: 'the header and the content disagree: write the file again or download it again',
  });
}

function truncated(from: string, { words }: Declared, found: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-truncated',
    message: `${from}: the file is truncated: the header promises ${words}, ${found}`,
    hint: 'save, copy or download the file again',
  });
}
