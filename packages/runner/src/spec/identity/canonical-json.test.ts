import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { hashJson } from './hash-json.ts';

test('sorts keys at every depth and leaves out what is undefined', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'x', e: undefined })).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
});

test('refuses what JSON cannot hold', () => {
  expect(() => canonicalJson({ rate: Number.NaN })).toThrow('NaN has no canonical JSON');
  expect(() => canonicalJson([undefined])).toThrow('undefined has no canonical JSON');
});

test('hashes like sha256sum', () => {
  // printf '{"a":1}' | sha256sum
  expect(hashJson({ a: 1 })).toBe('015abd7f5cc57a2dd94b7590f04ad808');
});
