import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { outcomeOf } from './outcome.ts';

const folder = new URL('cases/', import.meta.url);

/** Odd sweep files as people and fuzzers write them, each with what has to become of it. */
const cases = readdirSync(folder).flatMap((file) => {
  const pairs = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as readonly { text: string; outcome: string }[];
  return pairs.map(({ text, outcome }) => [file, text, outcome] as const);
});

test.each(cases)('%s: %j', (_, text, outcome) => {
  expect(outcomeOf(text)).toBe(outcome);
});

test('there are many of them, and each is there once', () => {
  expect(cases.length).toBeGreaterThanOrEqual(300);
  expect(new Set(cases.map(([, text]) => text)).size).toBe(cases.length);
});
