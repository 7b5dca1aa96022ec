import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SweepdeckError } from '../errors/index.ts';
import { bundleModule } from './bundle-module.ts';

const text = 'export default { create: (): number => 1 };\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweepdeck-bundle-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

function refusal(path: string): SweepdeckError {
  try {
    bundleModule(path);
  } catch (error) {
    if (error instanceof SweepdeckError) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}

test('TypeScript becomes JavaScript, with what it imports from beside it', () => {
  write('parts/factor.ts', 'export const factor: number = 12345;');
  const path = write('a.ts', "import { factor } from './parts/factor.ts';\nexport default { create: () => factor };");
  const { code, sha256 } = bundleModule(path);
  expect(code).toContain('12345');
  expect(code).not.toMatch(/\bimport\b|number/);
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);

  write('parts/factor.ts', 'export const factor: number = 54321;');
  expect(bundleModule(path).sha256).not.toBe(sha256);
});

test('neither comments, layout, types nor the folder are part of the hash', () => {
  const { sha256 } = bundleModule(write('a.ts', text));
  const same = ['// Tuned by hand.\n', '/* @license: mine */\n', '\n\n', 'type Unused = string;\n'].map(
    (before, index) => bundleModule(write(`folder-${index}/a.ts`, before + text.replaceAll(' ', '  '))),
  );
  expect(same.map((bundle) => bundle.sha256)).toEqual(same.map(() => sha256));
  expect(bundleModule(write('a.ts', text.replace('1', '2'))).sha256).not.toBe(sha256);
});

test('a missing file and a folder are refused by what they are', () => {
  const missing = refusal(join(folder, 'none.ts'));
  expect(missing).toMatchObject({
    code: 'module-not-found',
    message: expect.stringContaining('none.ts: no such file'),
  });
  const other = refusal(folder);
  expect(other).toMatchObject({
    code: 'module-not-found',
    message: expect.stringContaining('something else than a file'),
  });
});

test('a syntax error is told with line and column, in the file or in one that it imports', () => {
  const path = write('a.ts', 'export default {\n  create() { return 1 +; },\n};\n');
  expect(refusal(path)).toMatchObject({
    code: 'module-not-built',
    message: expect.stringMatching(/a\.ts:2:\d+: Unexpected ";"/),
    hint: 'The file must be a TypeScript or JavaScript module.',
  });
  write('parts/wrong.ts', 'const a = 1;\nconst a = 2;\n');
  const importing = write('b.ts', "import './parts/wrong.ts';\nexport default {};\n");
  expect(refusal(importing).message).toMatch(/b\.ts: parts\/wrong\.ts:2:7: /);
});

test('an import that is not there is told with its line', () => {
  const path = write('a.ts', "\nimport { factor } from './factor.ts';\nexport default { create: () => factor };\n");
  const { code, message, hint } = refusal(path);
  expect(code).toBe('module-not-built');
  expect(message).toContain('a.ts:2:24: Could not resolve "./factor.ts"');
  expect(hint).toContain('Import only files beside the module');
});

test.each([
  ['a folder', '.', 'saw something else than a file'],
  ['a device', '/dev/zero', 'saw something else than a file'],
  ['a circle of links', 'circle', 'ELOOP'],
  ['a name that is too long', 'x'.repeat(5000), 'ENAMETOOLONG'],
  ['a name with a NUL', 'a\0b', 'null bytes'],
])('%s is refused', (_, path, says) => {
  symlinkSync(join(folder, 'circle'), join(folder, 'circle'));
  const { code, message } = refusal(path.startsWith('/') ? path : join(folder, path));
  expect(code).toBe('module-not-found');
  expect(message).toContain(says);
});
