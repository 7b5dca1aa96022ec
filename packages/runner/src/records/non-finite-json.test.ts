import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTagged, stringifyNamed, stringifyTagged } from './non-finite-json.ts';

const value = { a: [1, Number.NaN, -Infinity], b: Infinity, c: 'NaN', d: null };

test('readers who know where a number stands get it by name', () => {
  expect(stringifyNamed(value)).toBe('{"a":[1,"NaN","-Infinity"],"b":"Infinity","c":"NaN","d":null}');
  expect(stringifyNamed([Number.NaN], 2)).toBe('[\n  "NaN"\n]');
});

test('others get it with a tag', () => {
  expect(stringifyTagged(value)).toBe(
    '{"a":[1,{"$number":"NaN"},{"$number":"-Infinity"}],"b":{"$number":"Infinity"},"c":"NaN","d":null}',
  );
});

test('tagged JSON gives every number back', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.double(), fc.string())), (values) => {
      // JSON has one zero.
      const expected = values.map((each) => (each === 0 ? 0 : each));
      expect(parseTagged(stringifyTagged(values))).toEqual(expected);
    }),
  );
});
