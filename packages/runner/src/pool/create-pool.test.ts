import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { installationFile } from '@sweepdeck/core/engines';
import { tinyDataset } from '@sweepdeck/core/testing';
import { trialConfigSchema } from '@sweepdeck/core/training';
import { bundledThread } from '../../test/fixtures/bundled-entry.ts';
import { createPool } from './create-pool.ts';
import { createThreadPool } from './create-thread-pool.ts';
import type { TrialPool, TrialRequest } from './trial-pool.ts';

const cache = mkdtempSync(join(tmpdir(), 'sweepdeck-pool-'));
const task: TrialRequest = {
  attemptId: 1,
  config: trialConfigSchema.parse({ model: 'logistic' }),
  engine: 'tensorflow',
  dataset: tinyDataset(),
};

let pool: TrialPool | undefined;
afterEach(async () => {
  await pool?.close();
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true, force: true });
});

/** The code of the error that a trial of the native engine ends with, where its library is a text. */
async function failure(of: TrialPool): Promise<string | undefined> {
  pool = of;
  const outcome = await of.run(task, () => undefined).outcome;
  return outcome.type === 'failed' ? outcome.error.code : undefined;
}

test('a native engine opens in a process, and refuses to in a thread', async () => {
  vi.stubEnv('SWEEPDECK_CACHE', cache);
  const folder = join(cache, 'engines', 'tensorflow');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, installationFile), JSON.stringify({ flavor: 'tensorflow', file: 'tfjs_binding.node' }));
  writeFileSync(join(folder, 'tfjs_binding.node'), 'no library');
  expect(await failure(createPool('tensorflow', 1))).toBe('engine-failed');
  await pool?.close();
  expect(await failure(createThreadPool(1, bundledThread))).toBe('engine-needs-process');
});
