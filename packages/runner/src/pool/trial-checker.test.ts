import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tinyDataset } from '@sweepdeck/core/testing';
import { trialConfigSchema, type TrialConfig } from '@sweepdeck/core/training';
import { bundledThread } from '../../test/fixtures/bundled-entry.ts';
import { createTrialChecker } from './trial-checker.ts';
import { createWorkerThreads } from './worker-threads.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweepdeck-checker-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function configWith(code: string): TrialConfig {
  const module = join(folder, 'mine.ts');
  writeFileSync(module, code);
  return trialConfigSchema.parse({ model: 'logistic', loss: { module } });
}

interface Heard {
  readonly printed: string[];
  readonly waited: TrialConfig[];
}

async function check(
  config: TrialConfig,
  limitMs: number,
  waitMs: number,
): Promise<Heard & { readonly code: string | undefined }> {
  const heard: Heard = { printed: [], waited: [] };
  const checker = createTrialChecker({
    engine: 'wasm',
    limitMs,
    waitMs,
    threads: createWorkerThreads(1, bundledThread),
    onPrinted: (_, { head }) => heard.printed.push(head),
    onWait: (waiting) => heard.waited.push(waiting),
  });
  const code = await checker.check(config, tinyDataset()).then(
    () => undefined,
    (error: { readonly code: string }) => error.code,
  );
  await checker.close();
  return { ...heard, code };
}

const loss = 'create(_, { tf }) { return (z, y) => tf.mean(tf.squaredDifference(z, y), 1); }';

test('a module that hangs is told while it does, with what it has printed', async () => {
  const config = configWith(`console.log('loading'); for (;;) Math.sqrt(2); export default { ${loss} };`);
  expect(await check(config, 2000, 100)).toEqual({ printed: ['loading\n'], waited: [config], code: 'module-timeout' });
});

test('a module that loads is not waited for', async () => {
  const config = configWith(`export default { ${loss} };`);
  expect(await check(config, 60_000, 50_000)).toEqual({ printed: [], waited: [], code: undefined });
});

test('what a module prints before it ends the process is not lost', async () => {
  const config = configWith(`console.error('on its way'); process.exit(0); export default { ${loss} };`);
  expect(await check(config, 60_000, 50_000)).toMatchObject({ printed: ['on its way\n'], code: 'module-failed' });
});

test('what an earlier module throws late is not taken for a fault of the next configuration', async () => {
  const late = 'setInterval(() => { if (globalThis.isNext) throw new Error("late"); }, 1);';
  const first = configWith(`${late} export default { ${loss} };`);
  const module = join(folder, 'next.ts');
  const waits = 'globalThis.isNext = true; await new Promise((resolve) => setTimeout(resolve, 50));';
  writeFileSync(
    module,
    `export default { ${loss.replace('create(_, { tf }) {', `async create(_, { tf }) { ${waits}`)} };`,
  );
  const next = trialConfigSchema.parse({ model: 'logistic', loss: { module } });
  const nothing = (): void => undefined;
  const checker = createTrialChecker({ engine: 'wasm', limitMs: 60_000, onPrinted: nothing, onWait: nothing });
  await checker.check(first, tinyDataset());
  expect(await checker.check(next, tinyDataset())).toMatchObject({ least: expect.any(Number) });
  await checker.close();
});
