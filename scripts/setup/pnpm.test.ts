import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { installHint, nodeHeadersEnvironment, pinnedPnpm } from './pnpm.mjs';

test('the pinned pnpm is an exact version', () => {
  expect(pinnedPnpm()).toMatch(/^pnpm@\d+\.\d+\.\d+$/);
});

test("Node's headers are found behind a link, and only where they are", () => {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'sweepdeck-headers-')));
  try {
    mkdirSync(path.join(folder, 'node', 'bin'), { recursive: true });
    writeFileSync(path.join(folder, 'node', 'bin', 'node'), '');
    symlinkSync(path.join(folder, 'node', 'bin', 'node'), path.join(folder, 'linked-node'));
    expect(nodeHeadersEnvironment(path.join(folder, 'linked-node'))).toEqual({});
    const inPackage = path.join(folder, 'node', 'node_modules', `node-${process.platform}-${process.arch}`);
    for (const prefix of [inPackage, path.join(folder, 'node')]) {
      mkdirSync(path.join(prefix, 'include', 'node'), { recursive: true });
      writeFileSync(path.join(prefix, 'include', 'node', 'node.h'), '');
      const found = nodeHeadersEnvironment(path.join(folder, 'linked-node'));
      expect(found).toEqual({ npm_config_nodedir: prefix });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['ERR_PNPM_FROZEN_LOCKFILE_WITH_OUTDATED_LOCKFILE', /pnpm-lock\.yaml/],
  ['gyp ERR! find Python Python is not set from command line', /apt-get install -y python3 make g\+\+/],
  ['gyp ERR! stack Error: not found: make', /apt-get install -y python3 make g\+\+/],
  ['request failed, reason: getaddrinfo ENOTFOUND registry', /network/],
  ['EACCES: permission denied, mkdir', /not writable/],
  ['something else', /the lines above/],
])('what to do after: %s', (output, hint) => {
  expect(installHint(output)).toMatch(hint);
});
