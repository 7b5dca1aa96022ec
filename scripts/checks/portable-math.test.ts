import { expect, test } from 'vitest';
import { checkPortableMath } from './portable-math.mjs';

const file = 'packages/core/src/losses/mse.ts';

test.each([
  'const a = Math.exp(x);',
  'const a = values.map(Math.log);',
  'const { sin } = Math;',
  'const a = Math.random();',
  'const a = x ** 2;',
  'const a = 0.2 ** k;',
  'const a = 12 ** k;',
  'a **= 2;',
])('%s is refused', (line) => {
  expect(checkPortableMath(file, `\n${line}`)).toEqual([expect.stringMatching(/mse\.ts:2: .* use core/)]);
});

test.each([
  'const a = Math.sqrt(Math.abs(Math.PI));',
  'const a = Math.floor(x) / 2 ** 24;',
  'const a = -(2 ** k);',
  '// Math.exp in a comment, and x ** 2',
  '/** `Math.exp(x)`, **bold** */',
  "const a = 'Math.exp **';",
  'const a = MyMath.exponential(x);',
])('%s is allowed', (line) => {
  expect(checkPortableMath(file, line)).toEqual([]);
});

test('what shows results, and tests, may use any', () => {
  for (const path of ['statistics/mean.ts', 'testing/relative-error.ts', 'losses/mse.test.ts'])
    expect(checkPortableMath(`packages/core/src/${path}`, 'Math.exp(x ** 2)')).toEqual([]);
  expect(checkPortableMath('packages/runner/src/cli/main.ts', 'Math.exp(x)')).toEqual([]);
});
