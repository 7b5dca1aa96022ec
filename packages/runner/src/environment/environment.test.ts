import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeEnvironment } from './describe-environment.ts';
import { findGitCommit } from './find-git-commit.ts';
import { isGitDirty } from './is-git-dirty.ts';

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

test('the commit of a further worktree, whose branches are those of the repository', () => {
  const tree = join(directory, 'trees', 'one');
  const own = join(directory, '.git', 'worktrees', 'one');
  for (const folder of [tree, own]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(tree, '.git'), `gitdir: ${own}\n`);
  writeFileSync(join(own, 'HEAD'), 'ref: refs/heads/one\n');
  writeFileSync(join(own, 'commondir'), '../..\n');
  writeFileSync(join(directory, '.git', 'refs', 'heads', 'one'), `${commit}\n`);
  expect(findGitCommit(tree)).toBe(commit);
});

/** Writes a program that git is replaced by. */
function fakeGit(script: string): string {
  const program = join(directory, 'git');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return program;
}

test.skipIf(process.platform === 'win32').each([
  ['nothing', 'exit 0', false],
  ['a changed file', "echo ' M a.yaml'", true],
  ['more than the buffer takes', 'yes', true],
  ['that it failed', 'exit 128', null],
])('a git that says %s', async (_, script, expected) => {
  expect(await isGitDirty(directory, { program: fakeGit(script) })).toBe(expected);
});

test.skipIf(process.platform === 'win32')('a git that takes too long, and none at all, cannot tell', async () => {
  expect(await isGitDirty(directory, { program: fakeGit('exec sleep 60'), timeoutMs: 50 })).toBeNull();
  expect(await isGitDirty(directory, { program: join(directory, 'absent') })).toBeNull();
});

test('a real git tells a changed file from a new one', async (context) => {
  rmSync(join(directory, '.git'), { recursive: true });
  const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: directory, stdio: 'ignore' });
  try {
    git('init');
  } catch {
    context.skip('needs git');
  }
  writeFileSync(join(directory, 'a.yaml'), 'one');
  git('add', 'a.yaml');
  git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-m', 'one');
  writeFileSync(join(directory, 'new.yaml'), 'new');
  expect(await isGitDirty(join(directory, 'sweeps'))).toBe(false);
  writeFileSync(join(directory, 'a.yaml'), 'two');
  expect(await isGitDirty(join(directory, 'sweeps'))).toBe(true);
});

test('an environment says what trained here', async () => {
  writeFileSync(join(directory, '.git', 'HEAD'), commit);
  const environment = await describeEnvironment({
    engine: { name: 'wasm', device: 'SIMD128', numericsVersion: 'wasm-1' },
    folder: directory,
    commandLine: ['sweep', 'a.yaml'],
  });
  expect(environment).toMatchObject({
    engine: 'wasm',
    device: 'SIMD128',
    numerics_version: 'wasm-1',
    git_commit: commit,
    command_line: ['sweep', 'a.yaml'],
  });
  expect(environment.node).toBe(process.versions.node);
  expect(environment.sweepdeck).toMatch(/^\d+\.\d+\.\d+/);
  expect(environment.cores).toBeGreaterThanOrEqual(1);
});
