import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeOldNode, minimumNode } from './node-version.mjs';
import { root } from './root.mjs';

test('the minimum is the one in package.json', () => {
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  expect(`${engines.node.replace('>=', '')}.0`).toBe(minimumNode);
});

test.each(['v20.19.0', 'v20.20.2', 'v22.0.0', 'v24.1.0-nightly'])('%s is new enough', (version) => {
  expect(describeOldNode(version)).toBeUndefined();
});

test.each(['v20.18.3', 'v18.20.4', 'v8.0.0'])('%s is too old, and is told so in one sentence', (version) => {
  expect(describeOldNode(version)).toContain(`needs Node.js ${minimumNode} or newer; this is ${version}`);
});
