// The stages of `runner sweep` on its main thread before the first trial, in the order of the command, in a process of its
// own: prints the milliseconds of each as one line of JSON.
// usage: time-stages.ts FILE built|source DIRECTORY
import path from 'node:path';
import type * as checkTrialsModule from '../../src/planning/check-trials.ts';
import type * as planTrialsModule from '../../src/search/plan-trials.ts';
import type * as loadSweepModule from '../../src/spec/load-sweep.ts';
import type * as openStoreModule from '../../src/store/open-store.ts';

const [file = '', from, directory = ''] = process.argv.slice(2);

async function load(name: string): Promise<unknown> {
  const place = from === 'built' ? `../../dist/${name}.js` : `../../src/${name}.ts`;
  return import(new URL(place, import.meta.url).href);
}

const times: Record<string, number> = {};
async function time<T>(stage: string, action: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await action();
  times[stage] = performance.now() - start;
  return result;
}

const { loadDataset } = await import('@sweepdeck/core/datasets');
const { openEngine } = await import('@sweepdeck/core/engines');
const { createTrial } = await import('@sweepdeck/core/training');
const { loadSweep } = (await load('spec/load-sweep')) as typeof loadSweepModule;
const { planTrials } = (await load('search/plan-trials')) as typeof planTrialsModule;
const { checkTrials } = (await load('planning/check-trials')) as typeof checkTrialsModule;
const { openSqliteStore } = (await load('store/open-store')) as typeof openStoreModule;

const loaded = await time('YAML', () => loadSweep(file, { currentDirectory: directory }));
const { spec } = loaded;
const dataset = await time('dataset', () => loadDataset(spec.config.dataset, { cacheDirectory: directory }));
const engine = await time('engine', () => openEngine('wasm'));
await time('plan and check', async () => {
  const { numericsVersion } = engine;
  const trials = planTrials(spec, { datasetFingerprint: dataset.fingerprint, engine: 'wasm', numericsVersion });
  await checkTrials(trials, loaded.placeOfModel, async (config) => (await createTrial(config, dataset)).memory());
});
engine.dispose();
await time('store', () => openSqliteStore(path.join(directory, 'store')).close());
console.log(JSON.stringify(times));
