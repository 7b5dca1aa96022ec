import fc from 'fast-check';
import { test } from 'vitest';
import { gatherBatch } from '../../../ops/gather-batch.ts';
import { createStream } from '../../../random/index.ts';
import { expectSameAsCpu, runs, size } from './compare-with-cpu.ts';

const cases = fc.record({
  seed: fc.nat(),
  height: size(29, 9),
  width: size(29, 9),
  channels: size(5, 3),
  images: size(20, 5),
  batch: size(33, 5),
});

test('a batch of pixels, gathered and normalized', async () => {
  await fc.assert(
    fc.asyncProperty(cases, ({ seed, height, width, channels, images, batch }) => {
      const { nextInteger, nextUniform } = createStream(seed, 'gathered-batches', 0);
      const pixels = new Uint8Array(new SharedArrayBuffer(images * height * width * channels));
      for (const i of pixels.keys()) pixels[i] = nextInteger(256);
      const mean = Array.from({ length: channels }, nextUniform);
      const deviation = Array.from({ length: channels }, () => 0.1 + nextUniform());
      const source = { images: pixels, height, width, channels, normalization: { mean, deviation } };
      const indices = Uint32Array.from({ length: batch }, () => nextInteger(images));
      return expectSameAsCpu(seed, () => [gatherBatch(source, indices)]);
    }),
    runs,
  );
});
