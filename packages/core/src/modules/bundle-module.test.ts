import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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
    message: `${folder}: it is a directory; expected a TypeScript or JavaScript module`,
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
  ['a folder', '.', 'it is a directory'],
  ['a device', '/dev/zero', 'it is a device'],
  ['a circle of links', 'circle', 'its links form a circle'],
  ['a name that is too long', 'x'.repeat(5000), 'the name is longer than the file system allows'],
  ['a name with a NUL', 'a\0b', 'the path contains a zero byte'],
])('%s is refused', (_, path, says) => {
  symlinkSync(join(folder, 'circle'), join(folder, 'circle'));
  const { code, message } = refusal(path.startsWith('/') ? path : join(folder, path));
  expect(code).toBe('module-not-found');
  expect(message).toContain(says);
});

describe.skipIf(process.platform === 'win32')('a module that imports what never ends', () => {
  beforeEach(() => {
    execFileSync('mkfifo', [join(folder, 'pipe.ts'), join(folder, 'data.json')]);
    symlinkSync('/dev/zero', join(folder, 'zero.js'));
    mkdirSync(join(folder, 'parts'));
    execFileSync('mkfifo', [join(folder, 'parts', 'index.ts')]);
  });

  test.each([
    ["import './pipe.ts';", 'Could not read "./pipe.ts"', 'a named pipe'],
    ["import { a } from './pipe';", 'Could not read "./pipe"', 'a named pipe'],
    ["import { a } from './pipe.js';", 'Could not read "./pipe.js"', 'a named pipe'],
    ["import { a } from './parts';", 'Could not read "./parts"', 'a named pipe'],
    ["export * from './zero.js';", 'Could not read "./zero.js"', 'a device'],
    ["import data from './data.json';", 'Could not read "./data.json"', 'a named pipe'],
    ['const data = require("./data.json");', 'Could not read "./data.json"', 'a named pipe'],
    ['const data = await import(`./data.json`);', 'Could not read `./data.json`', 'a named pipe'],
    ["import zero from '/dev/zero';", 'Could not read "/dev/zero"', 'a device'],
  ])('is refused with its line: %s', (line, could, kind) => {
    const expected = `a.ts:3:${line.search(/["'`]/) + 1}: ${could.replaceAll('"', line.includes('"') ? '"' : "'")}: it is ${kind}, expected a file`;
    const refused = refusal(write('a.ts', `// one\n\n${line}\n${text}`));
    expect(refused.code).toBe('module-not-built');
    expect(refused.message).toBe(join(folder, expected));
  });

  test('is refused where another file beside it does', () => {
    write('between.ts', "export { a } from './pipe.ts';\n");
    const { message } = refusal(write('a.ts', `import { a } from './between';\n${text}`));
    expect(message).toBe(
      `${join(folder, 'a.ts')}: ${join(folder, 'between.ts')}:1:19: Could not read './pipe.ts': it is a named pipe, expected a file`,
    );
  });
});

test('a module and a file beside it that is much too large are refused unread', () => {
  truncateSync(write('large.ts', ''), 2 ** 40);
  expect(refusal(join(folder, 'large.ts'))).toMatchObject({ code: 'module-not-found' });
  const { message } = refusal(write('a.ts', `import './large.ts';\n${text}`));
  expect(message).toMatch(/a\.ts:1:8: Could not read '\.\/large\.ts': it has 1099511627776 bytes, expected at most/);
});

test('a module in UTF-16 is refused by name', () => {
  const path = join(folder, 'a.ts');
  writeFileSync(path, Buffer.from(`\uFEFF${text}`, 'utf16le'));
  expect(refusal(path)).toMatchObject({
    code: 'module-not-built',
    message: `${path}: it is written in UTF-16, expected UTF-8`,
  });
  write('b.ts', `\uFEFF${text}`);
  expect(bundleModule(join(folder, 'b.ts')).code).toContain('create');
});
