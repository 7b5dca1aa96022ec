import { SweepdeckError } from '../../errors/index.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { allocate } from '../bytes/memory.ts';
import { readDeclared, refuseImpossible, type Declared } from '../bytes/read-declared.ts';
import { readElements, type Elements } from './read-elements.ts';
import { toRowMajor } from './to-row-major.ts';

/** An array as numpy saves it. */
export interface NumpyArray {
  /** Origin for messages: the file, and in an .npz the array. */
  readonly from: string;
  /** numpy's name of the element type without byte order: `u1`, `i8`, `f4`, `b1`. */
  readonly type: string;
  readonly shape: readonly number[];
  /** Row major. */
  readonly values: Elements;
}

/** The purpose of an array, for hints. */
export type ArrayContent = 'images' | 'labels';

const saveHints = {
  images: {
    objects: "save one array of numbers, for instance numpy.stack(images).astype('uint8')",
    text: 'save the pixels as numbers',
    other: "convert the array before saving it, for instance images.astype('uint8')",
  },
  labels: {
    objects: "number the classes, for instance numpy.unique(labels.astype('str'), return_inverse=True)[1]",
    text: 'number the classes, for instance numpy.unique(labels, return_inverse=True)[1]',
    other: "convert the array before saving it, for instance labels.astype('uint8')",
  },
} as const;

/** The header of a .npy file; the elements follow it. */
export interface NpyHeader extends Declared {
  /** As in `NumpyArray`. */
  readonly type: string;
  readonly shape: readonly number[];
  readonly isBigEndian: boolean;
  /** True when the first index varies fastest. */
  readonly isFortran: boolean;
}

const magic = [0x93, ...new TextEncoder().encode('NUMPY')];
/** The description of an array takes a hundred bytes; numpy itself reads at most 10,000. */
const maxHeaderBytes = 1024 * 1024;

/**
 * Reads the header of a .npy file of format 1.0 to 3.0: the magic string, the version, the length of the header, and
 * the header as a Python dict with `descr`, `fortran_order` and `shape`. Exactly the elements follow. Errors:
 * `dataset-wrong-magic`, `dataset-truncated`, `dataset-corrupt-npy`, `dataset-object-array`,
 * `dataset-unsupported-dtype`. Source: numpy.lib.format
 */
export async function readNpyHeader(source: ByteSource, holds: ArrayContent): Promise<NpyHeader> {
  const { from } = source;
  const header = await readHeaderText(source);
  const { type, order } = parseDescription(header, from, holds);
  const shape = parseShape(header, from);
  const fortranOrder = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  if (fortranOrder === undefined) throw corrupt(from, 'the header has no fortran_order');
  const size = Number(type.slice(1));
  const bytes = shape.reduce((product, length) => product * length, size);
  const words = `${shape.join(' x ') || 'one'} elements of ${size} bytes = ${bytes} bytes`;
  const described = { type, shape, isBigEndian: order === '>', isFortran: fortranOrder === 'True', bytes, words };
  refuseImpossible(source, described);
  return described;
}

/**
 * Reads the elements after a header, into `target` if given, which only elements of one byte allow. Converts Fortran
 * order and big-endian arrays. Errors: `dataset-truncated`, `dataset-trailing-bytes`, `dataset-too-large`, those of
 * the source.
 */
export async function readNpyArray(source: ByteSource, header: NpyHeader, target?: Uint8Array): Promise<NumpyArray> {
  const { type, shape, isBigEndian, isFortran } = header;
  const content = target ?? allocate(source.from, header.bytes);
  await readDeclared(source, header, content);
  const values = readElements(content, type, isBigEndian);
  return { from: source.from, type, shape, values: isFortran ? toRowMajor(values, shape) : values };
}

async function readHeaderText(source: ByteSource): Promise<string> {
  const { from } = source;
  const start = new Uint8Array(12);
  const found = await source.read(start.subarray(0, 10));
  const isNpy = magic.every((byte, i) => i >= found || start[i] === byte);
  if (!isNpy) {
    throw new SweepdeckError({
      code: 'dataset-wrong-magic',
      message: `${from}: starts with ${hexadecimal(start.subarray(0, Math.min(6, found)))}; expected ${hexadecimal(Uint8Array.from(magic))} (\\x93NUMPY)`,
      hint: 'save the array with numpy.save; an .npz file is read with name: npz',
    });
  }
  if (found < 10) throw truncated(from, `${found} bytes, too short for a header`);
  const major = start[6] ?? 0;
  if (major < 1 || major > 3) throw corrupt(from, `the format version is ${major}.${start[7]}; expected 1.0 to 3.0`);
  const startLength = major === 1 ? 10 : 12;
  const more = await source.read(start.subarray(10, startLength));
  if (10 + more < startLength) throw truncated(from, `${10 + more} bytes, too short for a header`);
  const view = new DataView(start.buffer);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const { bytes, isExact } = source.remaining();
  if (length > bytes) {
    const held = `${isExact ? '' : 'at most '}${startLength + bytes} bytes`;
    throw truncated(from, `${held}, the header alone has ${startLength + length}`);
  }
  if (length > maxHeaderBytes)
    throw corrupt(from, `the header has ${length} bytes; expected at most ${maxHeaderBytes}`);
  const text = new Uint8Array(length);
  const textFound = await source.read(text);
  if (textFound < length) {
    throw truncated(from, `${startLength + textFound} bytes, the header alone has ${startLength + length}`);
  }
  return new TextDecoder(major === 3 ? 'utf-8' : 'latin1').decode(text);
}

/** Booleans, whole numbers and floats; `|` marks single bytes, which have no order. */
const supported = /^([<>|=]?)(b1|[iu][1248]|f[248])$/;

function parseDescription(
  header: string,
  from: string,
  holds: ArrayContent,
): { readonly type: string; readonly order: string } {
  const description = /'descr'\s*:\s*('[^']*'|\[[^\]]*\])/.exec(header)?.[1];
  if (description === undefined) throw corrupt(from, 'the header has no descr');
  const name = description.replaceAll("'", '');
  if (/^\|?O/.test(name)) {
    throw new SweepdeckError({
      code: 'dataset-object-array',
      message: `${from}: an array of Python objects (dtype ${name}); expected numbers`,
      hint: saveHints[holds].objects,
    });
  }
  const [, order, type] = supported.exec(name) ?? [];
  if (order !== undefined && type !== undefined) return { order, type };
  throw new SweepdeckError({
    code: 'dataset-unsupported-dtype',
    message: `${from}: the dtype is ${name}; expected bool, a whole number of 8 to 64 bits, float16, float32 or float64`,
    hint: saveHints[holds][/^[<>|=]?[US]\d/.test(name) ? 'text' : 'other'],
  });
}

function parseShape(header: string, from: string): number[] {
  const list = /'shape'\s*:\s*\(([\d,\sL]*)\)/.exec(header)?.[1];
  if (list === undefined) throw corrupt(from, 'the header has no shape');
  return list.split(',').flatMap((size) => (/\d/.test(size) ? [Number.parseInt(size, 10)] : []));
}

function hexadecimal(bytes: Uint8Array): string {
  return bytes.length === 0 ? 'nothing' : Buffer.from(bytes).toString('hex');
}

function truncated(from: string, detail: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-truncated',
    message: `${from}: the file is truncated: ${detail}`,
    hint: 'save, copy or download the file again',
  });
}

function corrupt(from: string, detail: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-corrupt-npy',
    message: `${from}: ${detail}`,
    hint: 'save the array again with numpy.save or numpy.savez',
  });
}
