import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleModule } from '@sweepdeck/core/losses';
import { expect, test } from 'vitest';
import { loadSweep, type LoadedSweep } from '../load-sweep.ts';
import { withFileHashes, withoutFilePaths } from './file-hashes.ts';
import { inDirectory, refusal } from '../testing/load-text.ts';

const one = 'export default { create: () => 1 };';
const two = 'export default { create: () => 2 };';

/** Loads a sweep that lies beside `one.ts`, a folder `other` with `one.ts` and `two.ts`, and an invalid `wrong.ts`. */
function load(yaml: string, overrides: readonly string[] = []): LoadedSweep & { readonly folder: string } {
  return inDirectory((folder) => {
    mkdirSync(join(folder, 'other'));
    for (const [path, text] of Object.entries({
      'my-sweep.yaml': `name: a\n${yaml}`,
      'one.ts': one,
      'other/one.ts': `// The same.\n${one}`,
      'other/two.ts': two,
      'wrong.ts': 'export default {\n',
    }))
      writeFileSync(join(folder, path), text);
    return { ...loadSweep('my-sweep.yaml', { currentDirectory: folder, overrides }), folder };
  });
}

test('every module that a sweep names is hashed, by its absolute path', () => {
  const { spec, folder } = load(
    'loss: { module: one.ts }\nparameters: { optimizer: { values: [sgd, { module: other/two.ts }] } }',
  );
  expect(spec.modules).toEqual({
    [join(folder, 'one.ts')]: expect.stringMatching(/^[0-9a-f]{64}$/),
    [join(folder, 'other/two.ts')]: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(load('loss: mse').spec).not.toHaveProperty('modules');
});

test('the same code in another folder is the same sweep, other code or options another', () => {
  const { specHash } = load('loss: { module: one.ts }');
  expect(load('loss: { module: other/one.ts }').specHash).toBe(specHash);
  expect(load('loss: { module: other/two.ts }').specHash).not.toBe(specHash);
  expect(load('loss: { module: one.ts, options: { a: 1 } }').specHash).not.toBe(specHash);
});

test('a trial counts by the content of its module', () => {
  const { spec, folder } = load('loss: { module: one.ts }');
  const path = join(folder, 'one.ts');
  const sha256 = spec.modules?.[path];
  const config = withFileHashes(spec.config, spec.modules ?? {});
  expect(config.loss).toEqual({ name: 'module', module: path, options: {}, sha256 });
  expect(withoutFilePaths(config).loss).toEqual({ name: 'module', options: {}, sha256 });
  expect(withoutFilePaths(spec.config)).toEqual(spec.config);
});

test('a hash that is written in the sweep stays', () => {
  const written = 'b'.repeat(64);
  const { spec } = load(`loss: { module: one.ts, sha256: ${written} }`);
  expect(withFileHashes(spec.config, spec.modules ?? {}).loss['sha256']).toBe(written);
});

test('an override that names a module stands for the whole part', () => {
  const { spec, folder } = load('loss: { name: hinge, margin: 2 }', ['loss.module=other/two.ts']);
  expect(spec.config.loss).toEqual({ name: 'module', module: join(folder, 'other/two.ts'), options: {} });
});

test.each([
  [
    'loss: { module: none.ts }',
    [],
    'module-not-found',
    /^my-sweep\.yaml:2:17 {2}loss\.module: .*none\.ts: no such file/,
  ],
  ['loss: mse', ['loss.module=none.ts'], 'module-not-found', /^--set loss\.module=none\.ts: .*none\.ts: no such file/],
  [
    'parameters: { optimizer: { values: [sgd, { module: wrong.ts }] } }',
    [],
    'module-not-built',
    /^my-sweep\.yaml:2:\d+ {2}parameters\.optimizer\.values\[1\]\.module: .*wrong\.ts:2:1: /,
  ],
  [
    'parameters: { loss: { values: [{ module: one.ts }, { module: other/one.ts }] } }',
    [],
    'sweep-invalid',
    /other\/one\.ts has the same content as .*one\.ts; expected different files$/,
  ],
])('%s %j is refused with its place', (yaml, overrides, code, message) => {
  expect(refusal(() => load(yaml, overrides))).toMatchObject({ code, message: expect.stringMatching(message) });
});

/** Loads a sweep that names paths which lead nowhere. */
function refusalOf(yaml: string): ReturnType<typeof refusal> {
  return inDirectory((folder) => {
    symlinkSync('loop', join(folder, 'loop'));
    mkdirSync(join(folder, 'empty'));
    writeFileSync(join(folder, 'file.txt'), 'text');
    writeFileSync(join(folder, 'my-sweep.yaml'), `name: a\n${yaml}`);
    return refusal(() => loadSweep('my-sweep.yaml', { currentDirectory: folder }));
  });
}

const parts = [
  ['loss', 'loss: { module: PATH }', '2:17', 'module-not-found', 'module-not-found'],
  [
    'optimizer',
    'parameters: { optimizer: { values: [{ module: PATH }] } }',
    '2:47',
    'module-not-found',
    'module-not-found',
  ],
  ['model', 'model: { name: pretrained, path: PATH }', '2:34', 'pretrained-not-found', 'pretrained-unreadable'],
] as const;

test.each(parts)(
  '%s: a path that leads to no file is refused with its place',
  (_, yaml, place, missing, unreadable) => {
    for (const [path, code] of [
      ['none', missing],
      ['file.txt/none', missing],
      ['loop', unreadable],
      ['n'.repeat(300), unreadable],
      ['/dev/zero', unreadable],
      ['empty', missing],
      ['"a\\0b"', 'sweep-invalid'],
      [`${'d/'.repeat(3000)}n`, 'sweep-invalid'],
    ] as const) {
      const { message, ...rest } = refusalOf(yaml.replace('PATH', path));
      expect({ path, code: rest.code }).toEqual({ path, code });
      expect(message).toMatch(new RegExp(`^my-sweep\\.yaml:${place} {2}`, 'u'));
    }
  },
);

test('a path of data that no system opens is refused, too', () => {
  expect(refusalOf('dataset: { name: idx, path: "a\\0b" }').message).toBe(
    'my-sweep.yaml:2:29  dataset.path: saw a path with the character NUL; expected the path of a file or a folder',
  );
});

test('the hash is that of the bundle', () => {
  inDirectory((folder) => {
    writeFileSync(join(folder, 'one.ts'), one);
    expect(Object.values(load('loss: { module: one.ts }').spec.modules ?? {})).toEqual([
      bundleModule(join(folder, 'one.ts')).sha256,
    ]);
  });
});
