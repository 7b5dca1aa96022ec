import { expect, test } from 'vitest';
import { jsonLines } from './json-lines.ts';

test('values line up behind paths of wide characters', () => {
  const config = { loss: { name: 'module', options: { 学習率: 0.1, データ: [1, 2] } }, seed: 1 };
  expect(jsonLines(config)).toEqual([
    'loss.name            module',
    'loss.options.学習率  0.1',
    'loss.options.データ  [1,2]',
    'seed                 1',
  ]);
});
