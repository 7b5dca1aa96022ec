import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleModule } from './bundle-module.ts';
import { loadModule, type LoadedModule } from './load-module.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweepdeck-load-'));
  path = join(folder, 'mine.ts');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function load(text: string, sha256?: string): Promise<LoadedModule> {
  writeFileSync(path, text);
  return loadModule({ module: path, options: {}, sha256 });
}

test('a module is the default export, named after its file and title', async () => {
  const { subject, definition } = await load("export default { title: 'Mine', create: () => 7 };");
  expect(subject).toBe(`${path} (Mine)`);
  expect(definition.create({}, {} as never)).toBe(7);
  expect((await load('export default { create: () => 7 };')).subject).toBe(path);
});

test('code of the same hash runs once, without reading the file again', async () => {
  writeFileSync(path, 'export default { at: Math.random(), create: () => 1 };');
  const { sha256 } = bundleModule(path);
  const first = await loadModule({ module: path, options: {}, sha256 });
  rmSync(path);
  expect((await loadModule({ module: path, options: {}, sha256 })).definition).toBe(first.definition);
});

test('without a hash, the file is taken as it is now', async () => {
  const first = await load('export default { create: () => 1 };');
  const second = await load('export default { create: () => 2 };');
  expect(first.definition.create({}, {} as never)).toBe(1);
  expect(second.definition.create({}, {} as never)).toBe(2);
});

test('code that is not that of the hash is refused', async () => {
  const refused = load('export default { create: () => 3 };', 'a'.repeat(64));
  await expect(refused).rejects.toMatchObject({
    code: 'module-changed',
    message: expect.stringMatching(/mine\.ts: saw code with the SHA-256 [0-9a-f]{64}; expected a{64}/),
  });
});

test.each([
  ['no default export', 'export const create = () => 1;', 'module-invalid', 'saw no default export'],
  ['a function', 'export default () => 1;', 'module-invalid', 'saw a function as default export; expected an object'],
  ['a number', 'export default 3;', 'module-invalid', 'saw a number as default export; expected an object'],
  [
    'no create',
    'export default { title: "x" };',
    'module-invalid',
    'saw an object without `create` as default export; expected',
  ],
  ['a title of 3', 'export default { title: 3, create() {} };', 'module-invalid', 'title: saw a number; expected text'],
  ['a parse of 3', 'export default { parse: 3, create() {} };', 'module-invalid', 'parse: saw a number'],
  ['throwing', 'throw new Error("as it starts");', 'module-failed', 'importing it threw: as it starts'],
])('%s is refused', async (_, text, code, message) => {
  await expect(load(text)).rejects.toMatchObject({ code, message: expect.stringContaining(`mine.ts: ${message}`) });
});

test.each(['export const a = 1;', 'export default 3;'])('how the default export looks is a hint: %s', async (text) => {
  await expect(load(text)).rejects.toMatchObject({ hint: expect.stringContaining('export default { create(') });
});
