import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStream, type RandomStream } from '../random/index.ts';

export interface CifarFilesOptions {
  readonly kind: 'cifar10' | 'cifar100';
  /** Number of training images, at least 5. */
  readonly count: number;
  /** Number of test images; a fifth of `count` when omitted. */
  readonly testCount?: number;
  readonly seed: number;
}

const size = 32;
const formats = {
  cifar10: {
    classCount: 10,
    trainFiles: [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`),
    testFile: 'test_batch.bin',
  },
  cifar100: { classCount: 100, trainFiles: ['train.bin'], testFile: 'test.bin' },
} as const;

/**
 * Writes generated images into `directory` in the binary format of CIFAR-10 or CIFAR-100, under the published names.
 * Classes alternate; each has its own colour and stripes under noise, so that a model can learn them. A coarse class
 * of CIFAR-100 consists of five consecutive fine ones. For tests and benchmarks.
 */
export async function writeCifarFiles(directory: string, options: CifarFilesOptions): Promise<void> {
  const { kind, count, testCount = Math.ceil(count / 5), seed } = options;
  const { classCount, trainFiles, testFile } = formats[kind];
  await mkdir(directory, { recursive: true });
  const write = (file: string, first: number, end: number): Promise<void> => {
    const records = Array.from({ length: end - first }, (_, i) => makeRecord(kind, classCount, first + i, seed));
    return writeFile(join(directory, file), Buffer.concat(records));
  };
  for (const [i, file] of trainFiles.entries()) {
    const boundary = (part: number): number => Math.floor((part * count) / trainFiles.length);
    await write(file, boundary(i), boundary(i + 1));
  }
  await write(testFile, count, count + testCount);
  if (kind === 'cifar100') {
    const lines = (what: string, length: number): string => Array.from({ length }, (_, i) => `${what}_${i}\n`).join('');
    await writeFile(join(directory, 'fine_label_names.txt'), lines('fine', 100));
    await writeFile(join(directory, 'coarse_label_names.txt'), lines('coarse', 20));
  }
}

/** Makes image `index`, a pure function of (seed, index): its label bytes, then three planes. */
function makeRecord(kind: CifarFilesOptions['kind'], classCount: number, index: number, seed: number): Uint8Array {
  const label = index % classCount;
  const labels = kind === 'cifar10' ? [label] : [Math.floor(label / 5), label];
  const record = new Uint8Array(labels.length + 3 * size * size);
  record.set(labels);
  drawStripes(record.subarray(labels.length), label / classCount, createStream(seed, 'cifar-files', index));
  return record;
}

/** Draws stripes whose angle and colour depend on `share`, in 0..1, with a random phase and noise of 60 levels. */
function drawStripes(planes: Uint8Array, share: number, stream: RandomStream): void {
  const angle = Math.PI * share;
  const phase = 2 * Math.PI * stream.nextUniform();
  const colors = [0, 1, 2].map((channel) => 128 + 50 * Math.cos(2 * Math.PI * (share + channel / 3)));
  for (let pixel = 0; pixel < size * size; pixel++) {
    const along = (pixel % size) * Math.cos(angle) + Math.floor(pixel / size) * Math.sin(angle);
    const wave = 30 * Math.sin(0.8 * along + phase);
    // One draw gives the noise of all three colours, one byte each.
    let bits = stream.nextUint32();
    for (const [channel, color] of colors.entries()) {
      planes[channel * size * size + pixel] = color + wave + ((bits & 0xff) / 256) * 60 - 30;
      bits >>>= 8;
    }
  }
}
