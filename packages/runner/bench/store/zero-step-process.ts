// Runs a sweep of trials that train nothing: the real plan, scheduler, store and reporter, and workers that end at once.
// usage: node zero-step-process.ts FOLDER TRIALS; sends what it took to its parent
import { loadDataset } from '@sweepdeck/core/datasets';
import type { TrainingEvent } from '@sweepdeck/core/training';
import type { TrialPool } from '../../src/pool/trial-pool.ts';
import { createStyle } from '../../src/cli/terminal/style.ts';
import { createPlainReporter } from '../../src/reporters/plain.ts';
import { runSweep } from '../../src/scheduler/run-sweep.ts';
import { sweepIdentity } from '../../src/cli/wanted-sweep/sweep-identity.ts';
import { searchTrials } from '../../src/search/search-trials.ts';
import { loadSweepText } from '../../src/spec/load-sweep.ts';
import { openBlobFolder } from '../../src/store/blobs/blob-folder.ts';
import { openSqliteStore } from '../../src/store/open-store.ts';
import { begun, epoch, finished } from '../../test/fixtures/scripted-sweep.ts';

/** Time and memory of a sweep of zero-step trials. */
export interface ZeroStepSweep {
  readonly finished: number;
  readonly seconds: number;
  /** Processor time of the process, its start included. */
  readonly processorSeconds: number;
  /** Highest resident size of the process. */
  readonly peakMiB: number;
}

const cells = 100;
const sweepText = (trialCount: number): string => `
name: bench-zero-steps
engine: wasm
dataset: { name: glyphs, count: 100 }
model: logistic
training: { epochs: 1, batch_size: 32 }
repeats: ${trialCount / cells}
parameters:
  learning_rate: { values: [${Array.from({ length: cells }, (_, i) => (i + 1) / 1000).join(', ')}] }
`;
const events: readonly TrainingEvent[] = [begun, epoch(1, 0.5), finished];
const pool: TrialPool = {
  size: 2,
  run(_, onEvent) {
    const work = async (): Promise<{ readonly type: 'done' }> => {
      for (const event of events) onEvent({ type: 'event', event });
      return { type: 'done' };
    };
    return { outcome: work(), stop: () => Promise.resolve() };
  },
  measure: () => Promise.reject(new Error('nothing to measure')),
  stopAll: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

const [directory = '', trials = ''] = process.argv.slice(2);
const start = performance.now();
const loaded = loadSweepText(sweepText(Number(trials)), {
  name: 'zero-steps.yaml',
  folder: directory,
  currentDirectory: directory,
});
const dataset = await loadDataset(loaded.spec.config.dataset, { cacheDirectory: directory });
const search = searchTrials(loaded.spec, {
  datasetFingerprint: dataset.fingerprint,
  engine: 'wasm',
  numericsVersion: 'none',
});
const store = openSqliteStore(directory);
const reporter = createPlainReporter({
  columns: () => Infinity,
  rows: () => 40,
  style: createStyle(false),
  write: () => undefined,
  clock: Date.now,
  uptime: () => performance.now(),
  every: () => () => undefined,
});
const never = new AbortController().signal;
const { sweep } = await runSweep({
  store,
  sweep: sweepIdentity(loaded, 'wasm'),
  search,
  isFresh: false,
  dataset,
  pool,
  reporters: [reporter],
  signals: { drain: never, stop: never },
  environment: {},
  checkpoints: { folder: openBlobFolder(directory), rhythm: {} },
  dashboardUrl: null,
  processId: process.pid,
  uptime: () => performance.now(),
});
store.close();
const { user, system } = process.cpuUsage();
process.send?.({
  finished: sweep.counts.finished,
  seconds: (performance.now() - start) / 1000,
  processorSeconds: (user + system) / 1e6,
  peakMiB: process.resourceUsage().maxRSS / 1024,
} satisfies ZeroStepSweep);
