import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { generateGlyphs } from './generate-glyphs.ts';

test('ten classes of 28x28x1, the same number of each', () => {
  const { images, labels, height, width, channels, classNames, testCount } = generateGlyphs(200, 1);
  expect({ height, width, channels, testCount }).toEqual({ height: 28, width: 28, channels: 1, testCount: 0 });
  expect(images.length).toBe(200 * 784);
  expect(images.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(classNames).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  for (let label = 0; label < 10; label++) expect(labels.filter((value) => value === label).length).toBe(20);
});

test('the pixels stay the same from version to version', () => {
  // A change here changes the fingerprint of every sweep on glyphs: their trials would be trained again.
  expect(
    createHash('sha256')
      .update(Buffer.from(generateGlyphs(500, 1).images))
      .digest('hex'),
  ).toBe('4a72448fb243dcd1e1b5ca5293fef9594bc25a661dc3aacaa56503869f935030');
});

test('a larger count only adds images, another seed changes them', () => {
  const few = generateGlyphs(20, 1);
  const many = generateGlyphs(30, 1);
  expect(Buffer.from(many.images.subarray(0, few.images.length)).equals(Buffer.from(few.images))).toBe(true);
  expect(Buffer.from(generateGlyphs(20, 2).images).equals(Buffer.from(few.images))).toBe(false);
});

test('every image shows ink of a glyph inside its frame', () => {
  const count = 2000;
  const { images } = generateGlyphs(count, 3);
  for (let i = 0; i < count; i++) {
    const image = images.subarray(i * 784, (i + 1) * 784);
    const bright = [...image.keys()].filter((pixel) => (image[pixel] ?? 0) > 130);
    expect(bright.length).toBeGreaterThan(12);
    expect(bright.length).toBeLessThan(300);
    const onFrame = bright.filter((pixel) => pixel < 28 || pixel >= 756 || pixel % 28 === 0 || pixel % 28 === 27);
    expect(onFrame.length).toBeLessThan(12);
  }
});
