import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commandName } from './command-name.ts';

let home: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'sweepdeck-command-name-')));
  write('repository/package.json');
  write('repository/packages/runner/bin/runner.mjs');
  write('repository/node_modules/.bin/runner');
  write('repository/experiments/quickstart.yaml');
  write('elsewhere/my-sweep.yaml');
});
afterEach(() => rmSync(home, { recursive: true }));

const at = (path: string): string => join(home, path);
function write(path: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), '');
}
function link(path: string, target: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  symlinkSync(at(target), at(path));
}
const own = 'repository/packages/runner/bin/runner.mjs';
function name(
  directory: string,
  folders: readonly string[] = [],
  file = own,
  checkout: string | undefined = 'repository',
) {
  return commandName({
    workingDirectory: at(directory),
    path: folders.map(at).join(delimiter),
    commandFile: at(file),
    checkout: checkout === '' ? undefined : at(checkout),
  });
}

test('inside the repository npx finds the command', () => {
  expect(name('repository')).toBe('npx runner');
  expect(name('repository/experiments')).toBe('npx runner');
});

test('elsewhere npx would fetch another package: the command is called by its path', () => {
  expect(name('elsewhere')).toBe(`node ${at(own)}`);
});

test('a path with a space is quoted', () => {
  write('my work/runner.mjs');
  expect(name('elsewhere', [], 'my work/runner.mjs')).toBe(`node "${at('my work/runner.mjs')}"`);
});

test('installed or linked globally it is called by its name, everywhere', () => {
  link('prefix/bin/runner', own);
  expect(name('elsewhere', ['prefix/bin'])).toBe('runner');
  expect(name('repository', ['absent', 'prefix/bin'])).toBe('runner');
});

test("another program's `runner` comes first: the second name is left", () => {
  write('other/runner');
  link('prefix/bin/runner', own);
  link('prefix/bin/sweepdeck', own);
  expect(name('elsewhere', ['other', 'prefix/bin'])).toBe('sweepdeck');
});

test('what npx puts on the path is only there for npx', () => {
  link('project/node_modules/.bin/runner', own);
  write('project/package.json');
  expect(name('elsewhere', ['project/node_modules/.bin'])).toBe(`node ${at(own)}`);
});

test('a project that depends on the package calls it with npx, one that depends on another `runner` does not', () => {
  write('project/node_modules/sweepdeck/bin/sweepdeck.mjs');
  link('project/node_modules/.bin/runner', 'project/node_modules/sweepdeck/bin/sweepdeck.mjs');
  write('project/data/images.txt');
  write('stranger/node_modules/.bin/runner');
  const file = 'project/node_modules/sweepdeck/bin/sweepdeck.mjs';
  expect(name('project/data', [], file, '')).toBe('npx runner');
  expect(name('stranger', [], file, '')).toBe(`node ${at(file)}`);
});
