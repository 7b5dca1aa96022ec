import { SweepdeckError } from '../../errors/index.ts';
import { readElements, type Elements } from './read-elements.ts';
import { toRowMajor } from './to-row-major.ts';

/** An array as numpy saves it. */
export interface NumpyArray {
  /** For messages: the file, and in an .npz the array. */
  readonly from: string;
  /** numpy's name of the element type, byte order left out: `u1`, `i8`, `f4`, `b1`. */
  readonly type: string;
  readonly shape: readonly number[];
  /** Row major. */
  readonly values: Elements;
}

/** What an array is read for, which hints speak of. */
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

const magic = [0x93, ...new TextEncoder().encode('NUMPY')];

/**
 * Parses a .npy file of format 1.0 to 3.0: the magic string, the version, the length of the header, the header as a
 * Python dict with `descr`, `fortran_order` and `shape`, then exactly the elements. Arrays in Fortran order and
 * big-endian ones are converted.
 * Errors: `dataset-wrong-magic`, `dataset-truncated`, `dataset-trailing-bytes`, `dataset-corrupt-npy`,
 * `dataset-object-array`, `dataset-unsupported-dtype`. Source: numpy.lib.format
 */
export function parseNpy(file: Uint8Array, from: string, holds: ArrayContent): NumpyArray {
  const { header, dataStart } = readHeader(file, from);
  const { type, order } = parseDescription(header, from, holds);
  const shape = parseShape(header, from);
  const isFortran = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  if (isFortran === undefined) throw corrupt(from, 'the header has no fortran_order');
  const count = shape.reduce((product, size) => product * size, 1);
  const size = Number(type.slice(1));
  const found = file.length - dataStart;
  const promised = `the header promises ${shape.join(' x ') || 'one'} elements of ${size} bytes = ${count * size} bytes`;
  if (found < count * size) throw truncated(from, `${promised}, ${found} follow`);
  if (found > count * size) {
    throw new SweepdeckError({
      code: 'dataset-trailing-bytes',
      message: `${from}: ${promised}, ${found} follow`,
      hint: 'the header and the content disagree: save the array again',
    });
  }
  const values = readElements(file.subarray(dataStart), type, order === '>');
  return { from, type, shape, values: isFortran === 'True' ? toRowMajor(values, shape) : values };
}

function readHeader(file: Uint8Array, from: string): { readonly header: string; readonly dataStart: number } {
  const isNpy = magic.every((byte, i) => i >= file.length || file[i] === byte);
  if (!isNpy) {
    throw new SweepdeckError({
      code: 'dataset-wrong-magic',
      message: `${from}: starts with ${hexadecimal(file.subarray(0, 6))}, expected ${hexadecimal(Uint8Array.from(magic))} (\\x93NUMPY)`,
      hint: 'save the array with numpy.save; an .npz file is read with name: npz',
    });
  }
  if (file.length < 12) throw truncated(from, `${file.length} bytes, too short for a header`);
  const major = file[6] ?? 0;
  if (major < 1 || major > 3) throw corrupt(from, `the format version is ${major}.${file[7]}, expected 1.0 to 3.0`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const textStart = major === 1 ? 10 : 12;
  const dataStart = textStart + (major === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (file.length < dataStart) throw truncated(from, `${file.length} bytes, the header alone has ${dataStart}`);
  return {
    header: new TextDecoder(major === 3 ? 'utf-8' : 'latin1').decode(file.subarray(textStart, dataStart)),
    dataStart,
  };
}

/** Booleans, whole numbers and floats; `|` stands for one byte, which has no order. */
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
      message: `${from}: an array of Python objects (dtype ${name}), expected numbers`,
      hint: saveHints[holds].objects,
    });
  }
  const [, order, type] = supported.exec(name) ?? [];
  if (order !== undefined && type !== undefined) return { order, type };
  throw new SweepdeckError({
    code: 'dataset-unsupported-dtype',
    message: `${from}: the dtype is ${name}, expected bool, a whole number of 8 to 64 bits, float16, float32 or float64`,
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
    message: `${from}: the file is cut off: ${detail}`,
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
