import { assert, constantFrom, double, integer, oneof, property, type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { cosine, exponential, exponentialMinusOne, logarithm, power, sine, tangent } from './index.ts';

const between = (min: number, max: number): Arbitrary<number> => double({ min, max, noNaN: true });
const smallestNormal = 2 ** -1022;
const runs = { seed: 1, numRuns: 3000 };

/** Returns the difference of two numbers of similar size; below the normal numbers, only the last digit counts. */
function relativeDifference(actual: number, wanted: number): number {
  if (Object.is(actual, wanted)) return 0;
  return Math.abs(actual - wanted) / Math.max(Math.abs(wanted), smallestNormal);
}

function expectClose(actual: number, wanted: number, tolerance: number): void {
  const difference = relativeDifference(actual, wanted);
  if (!(difference <= tolerance)) throw new Error(`${actual} instead of ${wanted}, off by ${difference}`);
}

// JavaScript's own functions may be off by an ulp of theirs.
const ulps = (count: number): number => (count + 1) * 2 ** -52;

test.each<[string, (x: number) => number, (x: number) => number, Arbitrary<number>, number]>([
  ['exponential', exponential, Math.exp, oneof(between(-746, 710), between(-1, 1), between(-1e-9, 1e-9)), 1],
  ['logarithm', logarithm, Math.log, oneof(between(0, 10), between(0, Number.MAX_VALUE), between(0, 1e-300)), 1],
  ['logarithm near 1', logarithm, Math.log, between(1 - 1e-6, 1 + 1e-6), 1],
  ['sine', sine, Math.sin, oneof(between(-7, 7), between(-1e4, 1e4), between(-1e6, 1e6)), 1],
  ['cosine', cosine, Math.cos, oneof(between(-7, 7), between(-1e4, 1e4), between(-1e6, 1e6)), 1],
  ['tangent', tangent, Math.tan, oneof(between(-7, 7), between(-1e4, 1e4)), 4],
  ['exponential minus one', exponentialMinusOne, Math.expm1, oneof(between(-40, 700), between(-1e-3, 1e-3)), 4],
])('%s is within its bound of what JavaScript has', (_, actual, wanted, arguments_, tolerance) => {
  assert(
    property(arguments_, (x) => expectClose(actual(x), wanted(x), ulps(tolerance))),
    runs,
  );
});

test('sine and cosine next to whole quarter turns, where most digits cancel', () => {
  assert(
    property(integer({ min: -6000, max: 6000 }), integer({ min: -3, max: 3 }), (quarters, ulpsAway) => {
      const x = ((quarters * Math.PI) / 2) * (1 + ulpsAway * 2 ** -52);
      expectClose(sine(x), Math.sin(x), ulps(1));
      expectClose(cosine(x), Math.cos(x), ulps(1));
    }),
    runs,
  );
});

test('powers: whole exponents, steps of a decay, and any other', () => {
  assert(
    property(between(-30, 30), integer({ min: -40, max: 40 }), (base, exponent) =>
      expectClose(power(base, exponent), base ** exponent, 1e-14),
    ),
    runs,
  );
  assert(
    property(constantFrom(0.9, 0.99, 0.999, 0.9999), integer({ min: 1, max: 60_000 }), (beta, step) =>
      expectClose(power(beta, step), beta ** step, 1e-14),
    ),
    runs,
  );
  assert(
    property(between(-30, 30), between(-8, 8), (tens, exponent) => {
      const base = 10 ** tens;
      expectClose(power(base, exponent), base ** exponent, 2e-14);
    }),
    runs,
  );
});

const special = [0, -0, 1, -1, 0.5, 2, 3, -3, 0.3, -0.3, 1e9, Infinity, -Infinity, Number.NaN];

test.each(special.flatMap((base) => special.map((exponent) => [base, exponent] as const)))(
  '%d ^ %d is that of JavaScript',
  (base, exponent) => {
    expectClose(power(base, exponent), base ** exponent, 1e-14);
  },
);

test.each<[string, number, number]>([
  ['e^0', exponential(0), 1],
  ['e^-infinity', exponential(-Infinity), 0],
  ['e^infinity', exponential(Infinity), Infinity],
  ['e^NaN', exponential(Number.NaN), Number.NaN],
  ['the largest exponential', exponential(709.782712893384), Math.exp(709.782712893384)],
  ['e^709.79', exponential(709.79), Infinity],
  ['e^-746', exponential(-746), 0],
  ['the smallest exponential', exponential(-745.13), 5e-324],
  ['ln 1', logarithm(1), 0],
  ['ln 0', logarithm(0), -Infinity],
  ['ln -0', logarithm(-0), -Infinity],
  ['ln infinity', logarithm(Infinity), Infinity],
  ['ln -1', logarithm(-1), Number.NaN],
  ['ln NaN', logarithm(Number.NaN), Number.NaN],
  ['sin 0', sine(0), 0],
  ['cos 0', cosine(0), 1],
  ['tan 0', tangent(0), 0],
  ['sin 90 degrees', sine(Math.PI / 2), 1],
  ['sin -90 degrees', sine(-Math.PI / 2), -1],
  ['cos 180 degrees', cosine(Math.PI), -1],
  ['sin infinity', sine(Infinity), Number.NaN],
  ['cos NaN', cosine(Number.NaN), Number.NaN],
  ['e^0 - 1', exponentialMinusOne(0), 0],
  ['e^-infinity - 1', exponentialMinusOne(-Infinity), -1],
  ['e^infinity - 1', exponentialMinusOne(Infinity), Infinity],
  ['e^1e-300 - 1', exponentialMinusOne(1e-300), 1e-300],
  ['e^NaN - 1', exponentialMinusOne(Number.NaN), Number.NaN],
  ['10^-6', power(10, -6), 1e-6],
  ['3^30', power(3, 30), 205_891_132_094_649],
  ['0.5^1074', power(0.5, 1074), 5e-324],
  ['2^1024', power(2, 1024), Infinity],
])('%s exactly', (_, actual, wanted) => {
  expect(actual).toBe(wanted);
});

test.each([1.1e6, -1e300])('an angle of %d has too few digits and is refused', (angle) => {
  expect(() => sine(angle)).toThrow(RangeError);
});
