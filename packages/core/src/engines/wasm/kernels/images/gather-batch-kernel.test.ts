import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatherBatch, gatherValues, type ImageSource } from '../../../../ops/gather-batch.ts';
import { createStream } from '../../../../random/index.ts';
import { countLeakedTensors } from '../../../../testing/index.ts';
import { valuesOn } from '../../../../testing/compare-engines.ts';
import { openEngine } from '../../../open-engine.ts';

const cases = fc
  .record({
    seed: fc.nat(),
    height: fc.integer({ min: 1, max: 6 }),
    width: fc.integer({ min: 1, max: 6 }),
    channels: fc.integer({ min: 1, max: 4 }),
    images: fc.integer({ min: 1, max: 9 }),
  })
  .chain((c) =>
    fc.record({ c: fc.constant(c), chosen: fc.array(fc.nat(c.images - 1), { minLength: 1, maxLength: 9 }) }),
  );

function sourceOf({
  seed,
  height,
  width,
  channels,
  images,
}: { [Size in 'seed' | 'height' | 'width' | 'channels' | 'images']: number }): ImageSource {
  const stream = createStream(seed >>> 0, 'gather-batch', 0);
  const pixels = new Uint8Array(new SharedArrayBuffer(images * height * width * channels));
  for (const i of pixels.keys()) pixels[i] = stream.nextInteger(256);
  const mean = Array.from({ length: channels }, stream.nextUniform);
  const deviation = Array.from({ length: channels }, () => 0.1 + stream.nextUniform());
  return { images: pixels, height, width, channels, normalization: { mean, deviation } };
}

test('the kernel gathers the bits that JavaScript does', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ c, chosen }) => {
      const source = sourceOf(c);
      const indices = Uint32Array.from(chosen);
      const [values = []] = await valuesOn('wasm', 1, () => [gatherBatch(source, indices)]);
      expect(values).toEqual(Array.from(gatherValues(source, indices), (value) => value + 0));
    }),
    { seed: 6, numRuns: 300 },
  );
});

test('a batch is one tensor', async () => {
  await openEngine('wasm');
  const source = sourceOf({ seed: 1, height: 28, width: 28, channels: 1, images: 64 });
  const indices = Uint32Array.from({ length: 64 }, (_, i) => 63 - i);
  const leaked = await countLeakedTensors(() => {
    const batch = gatherBatch(source, indices);
    expect(batch.shape).toEqual([64, 28, 28, 1]);
    batch.dispose();
  });
  expect(leaked).toBe(0);
});
