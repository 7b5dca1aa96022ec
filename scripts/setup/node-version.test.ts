import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeUnfitNode, oldestReleases } from '../../packages/runner/bin/node-version.mjs';
import { root } from './root.mjs';

test.each(['.', 'packages/core', 'packages/runner', 'packages/dashboard'])(
  '%s/package.json says the same',
  (folder) => {
    const { engines } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
    const newest = oldestReleases.at(-1);
    const ranges = oldestReleases.map((version) => (version === newest ? `>=${version}` : `^${version}`));
    expect(engines.node).toBe(ranges.join(' || '));
  },
);

test.each(['v20.19.0', 'v20.20.2', 'v22.14.0', 'v22.23.3', 'v24.0.0', 'v24.21.0', 'v25.1.0-nightly', 'v26.0.0'])(
  '%s fits',
  (version) => {
    expect(describeUnfitNode(version)).toBeUndefined();
  },
);

test.each(['v20.18.3', 'v18.20.4', 'v8.0.0', 'v21.7.0', 'v22.13.1', 'v23.11.0'])(
  '%s does not fit, and is told so in one sentence',
  (version) => {
    expect(describeUnfitNode(version)).toBe(
      `Sweepdeck needs Node.js 20.19, 22.14 or 24.0, or newer; this is ${version}. Get it from https://nodejs.org`,
    );
  },
);
