import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { datasetConfigSchema, loadDataset } from '@sweepdeck/core/datasets';
import { bundleModule } from '@sweepdeck/core/losses';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { npyFile } from '../../../test/e2e/numpy-files.ts';
import type { PlannedTrial } from '../../records/records.ts';
import { openMemoryStore } from '../../store/open-store.ts';
import { openWithTrials } from '../../store/open-with-trials.ts';
import type { Store } from '../../store/store.ts';
import { newSweep, plannedTrial } from '../../store/testing/sample-sweep.ts';
import type { CommandContext } from '../command/command.ts';
import { createStyle } from '../terminal/style.ts';
import { findEngine } from './find-engine.ts';
import { selectTrials, type DoneTrial } from './select-trials.ts';
import { loadTrainedTrials } from './trained-trial.ts';

const ownLoss = 'export default { create: (options, { tf }) => (logits, targets) => tf.sum(logits, 1) };\n';
const images = (shade: number): Buffer =>
  npyFile('|u1', [40, 5, 6], Buffer.from(Uint8Array.from({ length: 1200 }, (_, i) => (i * shade) % 256)));
const labels = npyFile('|u1', [40], Buffer.from(Uint8Array.from({ length: 40 }, (_, i) => i % 2)));

let directory: string;
let store: Store;
let trials: readonly DoneTrial[];
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-verify-'));
  write('my-loss.js', ownLoss);
  write('x.npy', images(7));
  write('y.npy', labels);
  const dataset = datasetConfigSchema.parse({ name: 'npy', images_path: at('x.npy'), labels_path: at('y.npy') });
  const { fingerprint } = await loadDataset(dataset, { cacheDirectory: directory });
  const { sha256 } = bundleModule(at('my-loss.js'));
  const loss = { name: 'module', module: at('my-loss.js'), sha256 };
  const planned = plannedTrial('mse', 0);
  const trial: PlannedTrial = { ...planned, config: { ...planned.config, dataset, loss } };
  store = openMemoryStore();
  const trialsOf = { trials: [trial, plannedTrial('hinge', 0)], engine: 'abacus' };
  openWithTrials(store, newSweep(trialsOf), { isFresh: false, workers: 1, processId: process.pid });
  const environment = { dataset: { name: 'npy', fingerprint } };
  const result = { bestEpoch: 1, objective: 0.5, seconds: 1, divergedAt: null, metrics: {} };
  store.endAttempt(store.startAttempt(1, { worker: 0, environment }).id, { status: 'finished', result });
  trials = selectTrials(store, { wanted: 't1', sample: undefined, seed: 0 });
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

const at = (name: string): string => join(directory, name);
const write = (name: string, content: string | Buffer): void => writeFileSync(at(name), content);

function load(): ReturnType<typeof loadTrainedTrials> {
  const stream = Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.WriteStream;
  const context: CommandContext = {
    storeDirectory: directory,
    isJson: false,
    words: [],
    stdout: stream,
    stderr: stream,
    columns: 80,
    style: createStyle(false),
    env: {},
    now: () => 0,
  };
  return loadTrainedTrials(store, trials, context);
}

/** Returns code, message and hint of what is thrown. */
async function refusal(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    const { code, message, hint } = error as Readonly<Record<'code' | 'message' | 'hint', string>>;
    return `${code}: ${message}\n${hint}`;
  }
  return 'nothing is refused';
}

test('a trial with the same files and images is trained again', async () => {
  expect(await load()).toMatchObject([{ trial: { id: 1 }, dataset: { name: 'npy' } }]);
});

test('a module that has changed, or is gone', async () => {
  write('my-loss.js', `// A comment.\n${ownLoss}`);
  expect(await refusal(load)).toBe('nothing is refused');
  write('my-loss.js', ownLoss.replace('tf.sum', 'tf.mean'));
  expect(await refusal(load)).toMatch(
    /^files-changed: The loss of t1, .*my-loss\.js, has changed since the trial was trained: its SHA-256 is \w{12}, the trial's is \w{12}\.\nRestore the file, or train the changed one with `runner sweep s1`\.$/,
  );
  rmSync(at('my-loss.js'));
  expect(await refusal(load)).toMatch(
    /^files-missing: The loss of t1 cannot be read any more: .*\nRestore the file\.$/,
  );
});

test('images that have changed, or are gone', async () => {
  write('x.npy', images(11));
  expect(await refusal(load)).toMatch(
    /^dataset-changed: The dataset npy has changed since trial t1 was trained: its fingerprint is \w{12}, the trial's is \w{12}\.\nRestore the files/,
  );
  rmSync(at('x.npy'));
  expect(await refusal(load)).toMatch(
    /^dataset-missing: The data of t1, whose fingerprint is \w{12}, cannot be loaded any more: .*x\.npy/,
  );
});

test('an engine that does not work here', async () => {
  expect(await refusal(() => findEngine({ wanted: 't1', engine: undefined }, trials))).toMatch(
    /^engine-unavailable: t1 was trained on its engine, but the engine abacus does not work here: .*\n.*`runner verify t1 --engine wasm`\.$/,
  );
});

test('a trial or a sweep without a result, and one that is not there', async () => {
  const select = (wanted: string) => refusal(() => selectTrials(store, { wanted, sample: undefined, seed: 0 }));
  expect(await select('t2')).toBe(
    'trial-not-finished: Trial t2 is pending; only a finished or diverged trial has a result to verify.\nContinue its sweep with `runner sweep s1`.',
  );
  expect(await select('t99')).toMatch(/^trial-not-found: There is no trial t99\./);
  expect(await select('smaple')).toMatch(/^sweep-not-found: .*\nDid you mean sample\?/);
  const other = newSweep({ specHash: 'other', name: 'other', trials: [plannedTrial('hinge', 1)] });
  openWithTrials(store, other, { isFresh: false, workers: 1, processId: process.pid });
  expect(await select('other')).toMatch(/^no-finished-trial: Sweep other \(s2\) has no finished trial yet\./);
});
