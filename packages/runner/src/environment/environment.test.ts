import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeEnvironment } from './describe-environment.ts';
import { findGitCommit } from './find-git-commit.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-git-'));
  mkdirSync(join(directory, '.git', 'refs', 'heads'), { recursive: true });
  mkdirSync(join(directory, 'sweeps'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test.each<[string, Record<string, string>, string | null]>([
  ['a branch', { HEAD: 'ref: refs/heads/main\n', 'refs/heads/main': `${commit}\n` }, commit],
  [
    'a packed branch',
    {
      HEAD: 'ref: refs/heads/main\n',
      'packed-refs': `# pack-refs\n${'f'.repeat(40)} refs/heads/other\n${commit} refs/heads/main\n`,
    },
    commit,
  ],
  ['a detached head', { HEAD: `${commit}\n` }, commit],
  ['a branch without a commit', { HEAD: 'ref: refs/heads/main\n' }, null],
  ['a broken head', { HEAD: 'nonsense\n' }, null],
])('the commit of %s', (_, files, expected) => {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, '.git', name), content);
  expect(findGitCommit(join(directory, 'sweeps'))).toBe(expected);
});

test('an environment says what trained here', () => {
  writeFileSync(join(directory, '.git', 'HEAD'), commit);
  const environment = describeEnvironment({
    engine: { name: 'wasm', device: 'SIMD128', numericsVersion: 'wasm-1' },
    currentDirectory: directory,
  });
  expect(environment).toMatchObject({
    engine: 'wasm',
    device: 'SIMD128',
    numerics_version: 'wasm-1',
    git_commit: commit,
  });
  expect(environment.node).toBe(process.versions.node);
  expect(environment.sweepdeck).toMatch(/^\d+\.\d+\.\d+/);
  expect(environment.cores).toBeGreaterThanOrEqual(1);
});
