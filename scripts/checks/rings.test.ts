import { expect, test } from 'vitest';
import { checkRings, findKnots, graphOfFiles } from './rings.mjs';

const from = (...files: string[]): string => files.map((file) => `import { x } from '${file}';`).join('\n');

test('imports that lead one way are fine, also of the same file from several places', () => {
  const sources = new Map([
    ['packages/core/src/a/one.ts', from('../b/two.ts', '../c/three.ts')],
    ['packages/core/src/b/two.ts', from('../c/three.ts', './own.ts')],
    ['packages/core/src/b/own.ts', ''],
    ['packages/core/src/c/three.ts', from('node:fs', '@sweepdeck/core/errors')],
  ]);
  expect(checkRings(sources)).toEqual([]);
});

test('files that import one another are told with the way round, types too', () => {
  const sources = new Map([
    ['packages/core/src/a/one.ts', from('./two.ts')],
    ['packages/core/src/a/two.ts', "import type { X } from './three.ts';"],
    ['packages/core/src/a/three.ts', from('./one.ts')],
  ]);
  const way = 'packages/core/src/a/one.ts -> packages/core/src/a/two.ts -> packages/core/src/a/three.ts';
  expect(checkRings(sources)).toEqual([`${way} -> packages/core/src/a/one.ts: files import one another`]);
});

test('rooms that import one another are told with a file of each, though no two files do', () => {
  const sources = new Map([
    ['packages/runner/src/spec/parse.ts', from('../search/grid.ts')],
    ['packages/runner/src/search/grid.ts', ''],
    ['packages/runner/src/search/plan.ts', from('../spec/paths.ts')],
    ['packages/runner/src/spec/paths.ts', ''],
  ]);
  expect(checkRings(sources)).toEqual([
    'runner/search -> runner/spec -> runner/search: rooms import one another, in packages/runner/src/search/plan.ts, packages/runner/src/spec/parse.ts',
  ]);
});

test('a knot is told once, by its shortest ring', () => {
  const sources = new Map([
    ['packages/core/src/a/one.ts', from('./two.ts')],
    ['packages/core/src/a/two.ts', from('./three.ts')],
    ['packages/core/src/a/three.ts', from('./two.ts', './one.ts')],
    ['packages/core/src/a/aside.ts', from('./one.ts')],
  ]);
  const [two, three] = ['packages/core/src/a/two.ts', 'packages/core/src/a/three.ts'];
  expect(findKnots(graphOfFiles(sources))).toEqual([
    { members: ['packages/core/src/a/one.ts', three, two], ring: [three, two] },
  ]);
});
