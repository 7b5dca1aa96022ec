import { SweepdeckError } from '../../errors/index.ts';

/** An array of unsigned bytes as an IDX file stores it. */
export interface IdxArray {
  /** Sizes, outermost first: `[count]`, `[count, height, width]`, `[count, height, width, channels]`. */
  readonly sizes: readonly number[];
  /** Row major. */
  readonly bytes: Uint8Array;
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
 * Parses an uncompressed IDX file: two zero bytes, the element type (0x08), the number of dimensions, one big-endian
 * 32-bit size for each, then exactly the product of the sizes in bytes.
 * Errors: `dataset-wrong-magic`, `dataset-truncated`, `dataset-trailing-bytes`. Source: the MNIST database's web page.
 */
export function parseIdx(file: Uint8Array, path: string, dimensions: readonly number[], what: string): IdxArray {
  const wanted = dimensions.map((n) => hexadecimal(0x0800 + n)).join(' or ');
  if (file.length < 4) throw truncated(path, `${file.length} bytes, too short for the magic number ${wanted}`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const magic = view.getUint32(0);
  const dimensionCount = magic & 0xff;
  if (magic >>> 8 !== 0x08 || !dimensions.includes(dimensionCount)) {
    throw new SweepdeckError({
      code: 'dataset-wrong-magic',
      message: `${path}: the magic number is ${hexadecimal(magic)}${inWords(magic)}, expected ${wanted} (${what})`,
      hint: 'check that the file is an IDX file of unsigned bytes and that images and labels are not exchanged',
    });
  }
  const headerLength = 4 + 4 * dimensionCount;
  if (file.length < headerLength) {
    throw truncated(path, `${file.length} bytes, too short for a header of ${headerLength} bytes`);
  }
  const sizes = Array.from({ length: dimensionCount }, (_, i) => view.getUint32(4 + 4 * i));
  const expected = sizes.reduce((product, size) => product * size, 1);
  const found = file.length - headerLength;
  const shape = sizes.join(' x ');
  if (found < expected) throw truncated(path, `the header promises ${shape} = ${expected} bytes, ${found} follow`);
  if (found > expected) {
    throw new SweepdeckError({
      code: 'dataset-trailing-bytes',
      message: `${path}: ${found - expected} bytes follow the ${shape} = ${expected} bytes of the header`,
      hint: 'the header and the content disagree: write the file again or fetch it again',
    });
  }
  return { sizes, bytes: file.subarray(headerLength) };
}

function truncated(path: string, detail: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-truncated',
    message: `${path}: the file is cut off: ${detail}`,
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
