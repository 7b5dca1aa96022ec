import { z } from 'zod';
import { createStream, shuffledIndices } from '../random/index.ts';

export const labelNoiseSchema = z.strictObject({
  kind: z
    .enum(['symmetric', 'pair-flip'])
    .describe('symmetric: any other class with equal probability; pair-flip: the next class, after the last the first'),
  rate: z.number().gt(0).max(1).describe("Share of each class's training labels that become wrong"),
});

export type LabelNoise = z.output<typeof labelNoiseSchema>;

/** Returns a copy of the labels in which round(rate n) of each class's n training labels are wrong. */
export function addLabelNoise(
  labels: Uint8Array<SharedArrayBuffer>,
  train: Uint32Array,
  classes: number,
  { kind, rate, seed }: LabelNoise & { readonly seed: number },
): Uint8Array<SharedArrayBuffer> {
  const noisy = new Uint8Array(new SharedArrayBuffer(labels.length));
  noisy.set(labels);
  for (let label = 0; label < classes; label++) {
    const stream = createStream(seed, 'label-noise', label);
    const members = train.filter((index) => labels[index] === label);
    const changed = shuffledIndices(stream, members).subarray(0, Math.round(rate * members.length));
    for (const index of changed) {
      const shift = kind === 'symmetric' ? 1 + stream.nextInteger(classes - 1) : 1;
      noisy[index] = (label + shift) % classes;
    }
  }
  return noisy;
}
