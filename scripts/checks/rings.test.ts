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
  expect(checkRings(sources)).toEqual({ problems: [], notes: [] });
});

test('files that import one another are told with the way round, types too', () => {
  const sources = new Map([
    ['packages/core/src/a/one.ts', from('./two.ts')],
    ['packages/core/src/a/two.ts', "import type { X } from './three.ts';"],
    ['packages/core/src/a/three.ts', from('./one.ts')],
  ]);
  const way = 'packages/core/src/a/one.ts -> packages/core/src/a/two.ts -> packages/core/src/a/three.ts';
  expect(checkRings(sources).problems).toEqual([`${way} -> packages/core/src/a/one.ts: files import one another`]);
});

test('rooms that import one another are told with a file of each, though no two files do', () => {
  const sources = new Map([
    ['packages/runner/src/spec/parse.ts', from('../search/grid.ts')],
    ['packages/runner/src/search/grid.ts', ''],
    ['packages/runner/src/search/plan.ts', from('../spec/paths.ts')],
    ['packages/runner/src/spec/paths.ts', ''],
  ]);
  expect(checkRings(sources).problems).toEqual([
    'packages/runner/src: search -> spec -> search: folders import one another, in packages/runner/src/search/plan.ts, packages/runner/src/spec/parse.ts',
  ]);
});

const ringInside = new Map([
  ['packages/runner/src/spec/load.ts', from('./document/parse.ts', './schema/paths.ts')],
  ['packages/runner/src/spec/document/parse.ts', from('../schema/names.ts')],
  ['packages/runner/src/spec/document/place.ts', from('../../records/value.ts')],
  ['packages/runner/src/spec/schema/names.ts', ''],
  ['packages/runner/src/spec/schema/deep/paths.ts', from('../../document/place.ts')],
  ['packages/runner/src/records/value.ts', ''],
]);

test('folders inside a room that import one another are told, however deep the files lie', () => {
  const { problems } = checkRings(ringInside);
  expect(problems).toEqual([
    'packages/runner/src/spec: document -> schema -> document: folders import one another, in packages/runner/src/spec/document/parse.ts, packages/runner/src/spec/schema/deep/paths.ts',
  ]);
});

test('folders deeper in a room are compared as well, and a file beside them belongs to none', () => {
  const sources = new Map([
    ['packages/core/src/engines/wasm/open.ts', from('./kernels/add.ts')],
    ['packages/core/src/engines/wasm/kernels/add.ts', from('../memory/heap.ts')],
    ['packages/core/src/engines/wasm/memory/heap.ts', from('../kernels/sizes.ts', '../options.ts')],
    ['packages/core/src/engines/wasm/kernels/sizes.ts', ''],
    ['packages/core/src/engines/wasm/options.ts', ''],
  ]);
  expect(checkRings(sources).problems).toEqual([
    'packages/core/src/engines/wasm: kernels -> memory -> kernels: folders import one another, in packages/core/src/engines/wasm/kernels/add.ts, packages/core/src/engines/wasm/memory/heap.ts',
  ]);
});

test('a known ring is a note with its reason, and a problem once it is mended', () => {
  const known = [{ around: 'packages/runner/src/spec', members: ['document', 'schema'], reason: 'not yet' }];
  expect(checkRings(ringInside, known)).toEqual({
    problems: [],
    notes: ['known ring in packages/runner/src/spec, of document, schema: not yet'],
  });
  const { problems } = checkRings(new Map([...ringInside].filter(([file]) => !file.includes('parse'))), known);
  expect(problems).toEqual([expect.stringMatching(/^packages\/runner\/src\/spec: .* no ring any more/)]);
});

test('a known ring that takes in one folder more is a problem again', () => {
  const known = [{ around: 'packages/runner/src/spec', members: ['document', 'schema'], reason: 'not yet' }];
  const grown = new Map([
    ...ringInside,
    ['packages/runner/src/spec/problems/list.ts', from('../document/parse.ts')],
    ['packages/runner/src/spec/problems/words.ts', ''],
    ['packages/runner/src/spec/schema/names.ts', from('../problems/words.ts')],
  ]);
  expect(checkRings(grown, known).problems[0]).toMatch(/folders import one another/);
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
