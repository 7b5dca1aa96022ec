import { SweepdeckError } from '../../errors/index.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { refuseImpossible, type Declared } from '../bytes/read-declared.ts';

/** The header of an IDX file of unsigned bytes; the content follows row major. */
export interface IdxHeader extends Declared {
  /** Sizes, outermost first: `[count]`, `[count, height, width]`, `[count, height, width, channels]`. */
  readonly sizes: readonly number[];
}

const elementTypes: Readonly<Record<number, string>> = {
  0x08: 'unsigned bytes',
  0x09: 'signed bytes',
  0x0b: '16-bit integers',
  0x0c: '32-bit integers',
  0x0d: '32-bit floats',
  0x0e: '64-bit floats',
};

/**
 * Reads the header of an uncompressed IDX file: two zero bytes, the element type (0x08), the number of dimensions,
 * and one big-endian 32-bit size per dimension. Exactly the product of the sizes follows in bytes. Errors:
 * `dataset-wrong-magic`, `dataset-truncated`. Source: the MNIST database's web page.
 */
export async function readIdxHeader(
  source: ByteSource,
  dimensions: readonly number[],
  what: string,
): Promise<IdxHeader> {
  const wanted = dimensions.map((n) => hexadecimal(0x0800 + n)).join(' or ');
  const start = new Uint8Array(4);
  const found = await source.read(start);
  if (found < 4) throw truncated(source.from, `${found} bytes, too short for the magic number ${wanted}`);
  const magic = new DataView(start.buffer).getUint32(0);
  const dimensionCount = magic & 0xff;
  if (magic >>> 8 !== 0x08 || !dimensions.includes(dimensionCount)) {
    throw new SweepdeckError({
      code: 'dataset-wrong-magic',
      message: `${source.from}: the magic number is ${hexadecimal(magic)}${inWords(magic)}, expected ${wanted} (${what})`,
      hint: 'check that the file is an IDX file of unsigned bytes and that images and labels are not swapped',
    });
  }
  const rest = new Uint8Array(4 * dimensionCount);
  const restFound = await source.read(rest);
  if (restFound < rest.length) {
    throw truncated(source.from, `${4 + restFound} bytes, too short for a header of ${4 + rest.length} bytes`);
  }
  const view = new DataView(rest.buffer);
  const sizes = Array.from({ length: dimensionCount }, (_, i) => view.getUint32(4 * i));
  const bytes = sizes.reduce((product, size) => product * size, 1);
  const header = { sizes, bytes, words: `${sizes.join(' x ')} = ${bytes} bytes` };
  refuseImpossible(source, header);
  return header;
}

function truncated(path: string, detail: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-truncated',
    message: `${path}: the file is truncated: ${detail}`,
    hint: 'copy or download the file again',
  });
}

function hexadecimal(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}

function inWords(magic: number): string {
  const elements = elementTypes[magic >>> 8];
  return elements === undefined ? '' : ` (${magic & 0xff} dimensions of ${elements})`;
}
