import { SweepdeckError } from '../../errors/index.ts';

/** The label of CIFAR-100 that is used: one of 100 fine or of 20 coarse classes. */
export type LabelKind = 'fine' | 'coarse';

export const imageSize = 32;
const planeLength = imageSize * imageSize;
/** Bytes of an image, `[32, 32, 3]`. */
export const cifarPixelBytes = 3 * planeLength;

/** A record consists of its label bytes and the red, green and blue planes, each row major. */
export interface CifarFormat {
  readonly title: string;
  /** Number of label bytes before the pixels: one for CIFAR-10; coarse and fine for CIFAR-100. */
  readonly labelBytes: number;
  /** File names in the publisher's archive. */
  readonly testFile: string;
  /** Number of classes for each kind of label; CIFAR-10 has no coarse ones. */
  readonly classCounts: Readonly<Partial<Record<LabelKind, number>>>;
}

export const cifar10: CifarFormat = {
  title: 'CIFAR-10',
  labelBytes: 1,
  testFile: 'test_batch.bin',
  classCounts: { fine: 10 },
};

export const cifar100: CifarFormat = {
  title: 'CIFAR-100',
  labelBytes: 2,
  testFile: 'test.bin',
  classCounts: { fine: 100, coarse: 20 },
};

/** The records of a file in CIFAR's binary format. */
export interface CifarRecords {
  readonly count: number;
  /** Writes the pixels, `[count, 32, 32, 3]`, and returns the labels. Errors: `dataset-unknown-label`. */
  readonly write: (pixels: Uint8Array) => Uint8Array;
}

/**
 * Parses a file in CIFAR's binary format, interleaving the three colours of each pixel. The last label byte is the
 * fine label, the one before it the coarse label. Errors: `dataset-empty`, `dataset-truncated`. Source:
 * https://www.cs.toronto.edu/~kriz/cifar.html
 */
export function parseCifar(file: Uint8Array, path: string, format: CifarFormat, kind: LabelKind): CifarRecords {
  const recordLength = format.labelBytes + cifarPixelBytes;
  const count = refusePartialRecord(file, path, format, recordLength);
  const classCount = format.classCounts[kind] ?? 0;
  return {
    count,
    write: (pixels) => {
      const labels = new Uint8Array(count);
      for (let i = 0; i < count; i++) {
        const start = i * recordLength;
        const label = file[start + (kind === 'fine' ? format.labelBytes - 1 : 0)] ?? 0;
        if (label >= classCount) throw unknownLabel(path, i, label, classCount);
        labels[i] = label;
        const planes = file.subarray(start + format.labelBytes, start + recordLength);
        interleave(planes, pixels.subarray(i * cifarPixelBytes, (i + 1) * cifarPixelBytes));
      }
      return labels;
    },
  };
}

/** Converts planes `[3, 32, 32]` to `[32, 32, 3]`. */
function interleave(planes: Uint8Array, target: Uint8Array): void {
  for (let channel = 0; channel < 3; channel++) {
    for (let pixel = 0; pixel < planeLength; pixel++) {
      target[pixel * 3 + channel] = planes[channel * planeLength + pixel] ?? 0;
    }
  }
}

function refusePartialRecord(file: Uint8Array, path: string, { title }: CifarFormat, recordLength: number): number {
  if (file.length === 0) {
    throw new SweepdeckError({
      code: 'dataset-empty',
      message: `${path} is empty`,
      hint: `expected records of ${recordLength} bytes, the binary version of ${title}`,
    });
  }
  const count = Math.floor(file.length / recordLength);
  const left = file.length % recordLength;
  if (left === 0) return count;
  throw new SweepdeckError({
    code: 'dataset-truncated',
    message: `${path}: ${file.length} bytes are ${count} records of ${recordLength} bytes and ${left} bytes left over; expected whole records`,
    hint: `the file is truncated, or is not the binary version of ${title}: copy or download it again`,
  });
}

function unknownLabel(path: string, record: number, label: number, classCount: number): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-unknown-label',
    message: `${path}: record ${record} has the label ${label}, expected 0 to ${classCount - 1}`,
    hint: 'check that the file is in the binary format of CIFAR-10 or CIFAR-100 that its name promises',
  });
}
