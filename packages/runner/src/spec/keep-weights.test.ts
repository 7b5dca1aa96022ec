import { expect, test } from 'vitest';
import { specToJson } from './sweep-spec.ts';
import { loadText } from './testing/load-text.ts';

test('whose weights are kept is in the spec and its JSON, but another choice is the same sweep', () => {
  const [silent, all, none] = ['', 'keep_weights: all', 'keep_weights: none'].map((line) =>
    loadText(`name: a\n${line}\n`),
  );
  expect([silent, all, none].map((loaded) => loaded?.spec.keepWeights)).toEqual(['best', 'all', 'none']);
  expect(all && specToJson(all.spec)).toMatchObject({ keep_weights: 'all' });
  expect(new Set([silent, all, none].map((loaded) => loaded?.specHash)).size).toBe(1);
});

test('another word is refused', () => {
  expect(() => loadText('name: a\nkeep_weights: some\n')).toThrow(/keep_weights.*some/s);
});
