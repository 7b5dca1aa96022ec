import { expect, test } from 'vitest';
import { joinImageSets, type ImageSet } from './join-image-sets.ts';

const set = (pixels: Uint8Array, type = 'image'): ImageSet => ({
  from: { images: 'x', labels: 'y' },
  shape: [1, 1, 1],
  type,
  pixels,
  labels: Uint8Array.from(pixels, (_, i) => i % 2),
});
const pool = (): Uint8Array<SharedArrayBuffer> => {
  const bytes = new Uint8Array(new SharedArrayBuffer(6));
  bytes.set([1, 2, 3, 4, 5, 6]);
  return bytes;
};

test('images that a loader has read into one pool stay where they are', () => {
  const whole = pool();
  const { images } = joinImageSets(set(whole.subarray(0, 4)), set(whole.subarray(4)));
  expect(images.buffer).toBe(whole.buffer);
  expect([...images]).toEqual([1, 2, 3, 4, 5, 6]);
});

test('pixels on another scale than 0 to 255 are changed in the pool', () => {
  const whole = pool();
  const { images } = joinImageSets(set(whole.subarray(0, 4), 'u1'), set(whole.subarray(4), 'u1'));
  expect(images.buffer).toBe(whole.buffer);
  expect([...images]).toEqual([43, 85, 128, 170, 213, 255]);
});

test('bytes of the caller stay as they are', () => {
  const bytes = Uint8Array.of(0, 1);
  expect([...joinImageSets(set(bytes, 'u1'), undefined).images]).toEqual([0, 255]);
  expect([...bytes]).toEqual([0, 1]);
});

const others: [string, (whole: Uint8Array) => [Uint8Array, Uint8Array], number[]][] = [
  ['in another order', (whole) => [whole.subarray(4), whole.subarray(0, 4)], [5, 6, 1, 2, 3, 4]],
  ['a part of the pool', (whole) => [whole.subarray(0, 2), whole.subarray(2, 4)], [1, 2, 3, 4]],
  ['with one elsewhere', (whole) => [whole.subarray(0, 4), Uint8Array.of(7, 8)], [1, 2, 3, 4, 7, 8]],
];

test.each(others)('others are put together: %s', (_what, parts, expected) => {
  const whole = pool();
  const [first, second] = parts(whole);
  const { images } = joinImageSets(set(first), set(second));
  expect(images.buffer).not.toBe(whole.buffer);
  expect([...images]).toEqual(expected);
});
