import * as tf from '@tensorflow/tfjs-core';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFromModule, type MadeByModule } from './create-from-module.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweepdeck-create-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function create(members: string, options: Readonly<Record<string, unknown>> = {}): Promise<MadeByModule> {
  const module = join(folder, 'mine.ts');
  writeFileSync(module, `export default { ${members} };`);
  return createFromModule({ module, options }, { classCounts: [3, 4] });
}

test('create gets what parse makes of the options, the context, and our tfjs', async () => {
  const members = 'parse: ({ a }) => ({ b: a + 1 }), create: (options, context) => ({ options, context })';
  const { subject, made } = await create(members, { a: 1 });
  expect(subject).toBe(join(folder, 'mine.ts'));
  expect(made).toMatchObject({ options: { b: 2 }, context: { classCounts: [3, 4] } });
  expect(Object(made).context.tf).toBe(tf);
});

test('without parse, the options are taken as they are', async () => {
  expect((await create('create: (options) => options', { a: [1] })).made).toEqual({ a: [1] });
});

test('create may take its time', async () => {
  expect((await create('create: async () => 5')).made).toBe(5);
});

test.each([
  ['parse: () => { throw new Error("a must be a number"); }, create() {}', 'parse threw: a must be a number'],
  ['create: () => { throw new Error("no"); }', 'create threw: no'],
  ['create: async () => { throw "text"; }', 'create threw: text'],
])('%s is told by what threw', async (members, message) => {
  await expect(create(members)).rejects.toMatchObject({
    code: 'module-failed',
    message: `${join(folder, 'mine.ts')}: ${message}`,
    hint: expect.stringContaining('options in the sweep file'),
  });
});

test('a message of megabytes is clipped, and so is a title', async () => {
  const long = 'title: "t".repeat(5e6), create: () => { throw new Error("x".repeat(5e6)); }';
  const error: unknown = await create(long).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'module-failed' });
  expect(String(error)).toContain('(5,000,000 characters in total)): create threw: xxx');
  expect(String(error).length).toBeLessThan(3000);
});
