// How fast the SQLite store writes metric points and reads a large sweep.
// usage: pnpm bench store [--json]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openSqliteStore } from '../src/store/open-store.ts';
import { openWithTrials } from '../src/store/open-with-trials.ts';
import { newSweep, plannedTrial } from '../src/store/testing/sample-sweep.ts';

const epochs = 1000;
const trialCount = 10_000;
const metrics = { 'train.loss': 1, 'train.accuracy': 1, 'train.nll': 1, 'train.brier': 1, 'train.ece': 1 } as const;
const options = { isFresh: false, workers: 1, processId: process.pid };

function millisecondsOf(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const directory = mkdtempSync(path.join(tmpdir(), 'sweepdeck-bench-store-'));
try {
  const store = openSqliteStore(directory);
  const trials = Array.from({ length: trialCount }, (_, i) => ({
    ...plannedTrial('mse', 0),
    key: `key ${i}`,
    cell: `cell ${i % 2000}`,
  }));
  const sweep = openWithTrials(store, newSweep({ trials }), options);
  const { id } = store.startAttempt(1, { worker: 0, environment: {} });
  const writing = millisecondsOf(() => {
    for (let epoch = 1; epoch <= epochs; epoch++) store.appendEpoch(id, epoch, metrics);
  });
  const reading = millisecondsOf(() => {
    store.listTrials(sweep.id);
    store.listSweeps();
  });
  store.close();
  const pointsPerSecond = (epochs * Object.keys(metrics).length) / (writing / 1000);
  if (values.json) console.log(JSON.stringify({ pointsPerSecond, trialCount, readingMs: reading }));
  else {
    console.log(
      `writes ${Math.round(pointsPerSecond).toLocaleString('en-US')} metric points a second, an epoch a transaction`,
    );
    console.log(`reads ${trialCount.toLocaleString('en-US')} trials and their summary in ${reading.toFixed(0)} ms`);
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
