import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkTensorflowAddon } from './check-addon.ts';
import { findTensorflowAddon, installationFile, tensorflowInstallFolder } from './tensorflow-addon.ts';
import { tensorflowEngine } from './tensorflow-engine.ts';
import type { TensorflowFlavor } from './tensorflow-package.ts';

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(path.join(tmpdir(), 'sweepdeck-engines-'));
  vi.stubEnv('SWEEPDECK_CACHE', cache);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true });
});

/** Writes what `runner engine install` would leave, with a file that is not an addon. */
function install(flavor: TensorflowFlavor): string {
  const folder = tensorflowInstallFolder(flavor);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, installationFile), JSON.stringify({ flavor, file: 'tfjs_binding.node' }));
  writeFileSync(path.join(folder, 'tfjs_binding.node'), 'no library');
  return folder;
}

test('without a library it says how to get one, and cannot be opened', async () => {
  expect(findTensorflowAddon()).toBeUndefined();
  expect(await tensorflowEngine.check()).toEqual({
    works: false,
    reason: expect.stringContaining('no TensorFlow library'),
    hint: expect.stringContaining('runner engine install tensorflow'),
  });
  await expect(tensorflowEngine.open()).rejects.toMatchObject({ code: 'engine-not-installed' });
});

test('what does not describe an addon is no installation', () => {
  writeFileSync(path.join(install('cuda'), installationFile), '{"flavor": 3}');
  writeFileSync(path.join(install('tensorflow'), installationFile), '{');
  expect(findTensorflowAddon()).toBeUndefined();
});

test("CUDA's addon comes before the processor's", () => {
  install('tensorflow');
  expect(findTensorflowAddon()?.flavor).toBe('tensorflow');
  const folder = install('cuda');
  expect(findTensorflowAddon()).toEqual({ flavor: 'cuda', file: path.join(folder, 'tfjs_binding.node') });
});

test('a library that cannot be loaded is reported by the check, with the command that builds it again', async () => {
  install('tensorflow');
  expect(await tensorflowEngine.check()).toEqual({
    works: false,
    reason: expect.stringContaining('cannot be loaded'),
    hint: expect.stringContaining('runner engine install tensorflow'),
  });
});

test('a library that crashes ends the process of the check alone', async () => {
  const crashing = path.join(cache, 'crashing.cjs');
  writeFileSync(crashing, "process.kill(process.pid, 'SIGSEGV')");
  expect(await checkTensorflowAddon({ flavor: 'tensorflow', file: crashing })).toEqual({
    works: false,
    reason: expect.stringContaining('SIGSEGV'),
    hint: expect.stringContaining('--libtensorflow'),
  });
});
