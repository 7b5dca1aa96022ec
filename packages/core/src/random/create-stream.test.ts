import { expect, test } from 'vitest';
import { createStream, streamFrom } from './create-stream.ts';

const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next);

test('is a pure function of seed, name and step', () => {
  const first = createStream(7, 'data-order', 3);
  const again = createStream(7, 'data-order', 3);
  expect(draw(50, first.nextUint32)).toEqual(draw(50, again.nextUint32));
});

test('a stream goes on from any place, and a pair of normal numbers moves the place by both', () => {
  for (let drawn = 0; drawn < 12; drawn++) {
    const stream = createStream(7, 'augmentation/3', 5);
    draw(drawn, stream.nextUint32);
    const place = stream.place();
    expect(place).toMatchObject({ step: 5, word: drawn });
    const other = streamFrom(place);
    expect(draw(9, other.nextUint32)).toEqual(draw(9, stream.nextUint32));
    expect(other.place()).toEqual({ ...place, word: drawn + 9 });
  }
  const stream = createStream(7, 'augmentation/3', 5);
  stream.nextNormal();
  expect(stream.place().word).toBe(2);
});

test('stays the same from version to version', () => {
  const stream = createStream(42, 'split', 1);
  expect(draw(5, stream.nextUint32)).toEqual([3575495288, 1777865109, 2624167693, 1482651894, 2830632170]);
});

test.each([
  ['seed', createStream(2, 'a', 0)],
  ['name', createStream(1, 'b', 0)],
  ['step', createStream(1, 'a', 1)],
])('streams of another %s are not correlated', (_, other) => {
  const count = 20_000;
  const stream = createStream(1, 'a', 0);
  let product = 0;
  for (let i = 0; i < count; i++) product += (stream.nextUniform() - 0.5) * (other.nextUniform() - 0.5);
  // Under independence the mean product is normal with standard deviation 1/12/sqrt(count).
  expect(Math.abs(product / count)).toBeLessThan(4 / 12 / Math.sqrt(count));
});

test('no first value is shared by 1000 neighbouring streams', () => {
  const firsts = Array.from({ length: 1000 }, (_, i) =>
    createStream(i % 10, `layer${Math.floor(i / 10) % 10}`, Math.floor(i / 100)).nextUint32(),
  );
  expect(new Set(firsts).size).toBe(1000);
});

test.each(['high', 'low'])('uniform by chi-square in the %s byte', (part) => {
  const count = 256 * 400;
  const { nextUint32 } = createStream(11, 'uniformity', 0);
  const counts = new Uint32Array(256);
  for (let i = 0; i < count; i++) {
    const byte = part === 'high' ? nextUint32() >>> 24 : nextUint32() & 0xff;
    counts[byte] = (counts[byte] ?? 0) + 1;
  }
  const chiSquare = counts.reduce((sum, seen) => sum + (seen - 400) ** 2 / 400, 0);
  // 255 degrees of freedom: 0.05 % of fair generators are above 335, 0.05 % below 189.
  expect(chiSquare).toBeGreaterThan(189);
  expect(chiSquare).toBeLessThan(335);
});

test('uniform values are in [0, 1) and exact in float32', () => {
  const { nextUniform } = createStream(3, 'uniform', 0);
  for (const value of draw(10_000, nextUniform)) {
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThan(1);
    expect(Math.fround(value)).toBe(value);
  }
});

test('normal values have the moments of the standard normal', () => {
  const count = 100_000;
  const { nextNormal } = createStream(5, 'normal', 0);
  const values = draw(count, nextNormal);
  const moment = (power: number): number => values.reduce((sum, value) => sum + value ** power, 0) / count;
  expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(count));
  expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
  expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / count));
  expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / count));
  expect(values.every(Number.isFinite)).toBe(true);
});

test('integers fill [0, bound) evenly', () => {
  const { nextInteger } = createStream(9, 'integer', 0);
  const counts = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 70_000; i++) {
    const value = nextInteger(7);
    counts[value] = (counts[value] ?? Number.NaN) + 1;
  }
  expect(counts).toHaveLength(7);
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(4 * Math.sqrt(10_000));
  expect(draw(20, () => nextInteger(1))).toEqual(draw(20, () => 0));
  expect(nextInteger(2 ** 32)).toBeLessThan(2 ** 32);
});

test.each([0, -1, Number.NaN, 2 ** 33])('refuses the bound %s', (bound) => {
  expect(() => createStream(0, 'a', 0).nextInteger(bound)).toThrow(RangeError);
});

test.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses the seed or step %s instead of folding it onto another', (value) => {
  expect(() => createStream(value, 'a', 0)).toThrow(RangeError);
  expect(() => createStream(0, 'a', value)).toThrow(RangeError);
});
