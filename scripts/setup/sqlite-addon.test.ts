import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './root.mjs';
import { canOpenSqlite, needsCompiledSqlite } from './sqlite-addon.mjs';

test('only a Node.js without Node-API 10 needs a compiled addon', () => {
  expect(['8', '9', '10', '11'].map(needsCompiledSqlite)).toEqual([true, true, false, false]);
});

const require = createRequire(path.join(root, 'packages', 'runner', 'package.json'));

test('an addon that does not load counts as missing', () => {
  const asIfMissing = Object.assign(() => {
    throw new Error('NODE_MODULE_VERSION');
  }, require);
  expect(canOpenSqlite(asIfMissing)).toBe(false);
});

test('the set-up has built the addon where it is used', (context) => {
  context.skip(!needsCompiledSqlite(process.versions.napi ?? '0'), 'this Node.js uses the one that comes compiled');
  expect(canOpenSqlite(require)).toBe(true);
});
