import { loadDataset } from '@sweepdeck/core/datasets';
import { median } from '@sweepdeck/core/statistics';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../command/finding.ts';
import type { SweepEvent } from '../../src/events/sweep-event.ts';
import { createThreadPool } from '../../src/pool/create-thread-pool.ts';
import { createJsonReporter } from '../../src/reporters/json.ts';
import { runSweep } from '../../src/scheduler/run-sweep.ts';
import { sweepIdentity } from '../../src/cli/wanted-sweep/sweep-identity.ts';
import { searchTrials } from '../../src/search/search-trials.ts';
import { loadSweep } from '../../src/spec/load-sweep.ts';
import { openSqliteStore } from '../../src/store/open-store.ts';

const file = fileURLToPath(new URL('zero-steps.yaml', import.meta.url));
const worker = fileURLToPath(new URL('../../test/fixtures/zero-step-worker.ts', import.meta.url));

export interface ZeroStepTrials {
  readonly trials: number;
  /** Time from reading the YAML until the store and the worker are closed. */
  readonly totalMs: number;
  /** Time between the ends of two consecutive trials. */
  readonly medianMs: number;
  readonly slowestMs: number;
  readonly findings: readonly Finding[];
}

/**
 * Runs a thousand trials through the real plan, scheduler, thread pool, store and reporter, on one worker that takes
 * no step.
 */
export async function measureZeroStepTrials(): Promise<ZeroStepTrials> {
  const directory = mkdtempSync(path.join(tmpdir(), 'sweepdeck-bench-start-'));
  const ends: number[] = [];
  let printed = 0;
  const start = performance.now();
  try {
    const loaded = loadSweep(file, { currentDirectory: directory });
    const dataset = await loadDataset(loaded.spec.config.dataset, { cacheDirectory: directory });
    const plan = { datasetFingerprint: dataset.fingerprint, engine: 'wasm', numericsVersion: 'none' };
    const search = searchTrials(loaded.spec, plan);
    const trials = search.firstTrials;
    const store = openSqliteStore(directory);
    const pool = createThreadPool(1, { filename: worker, execArgv: process.execArgv });
    const json = createJsonReporter({ write: (text) => (printed += text.length), clock: Date.now });
    const note = (event: SweepEvent): void => {
      if (event.type === 'trial-ended') ends.push(performance.now());
    };
    const never = new AbortController().signal;
    try {
      await runSweep({
        store,
        sweep: sweepIdentity(loaded, plan.engine),
        search,
        isFresh: false,
        dataset,
        pool,
        reporters: [json, { handle: note, close: () => undefined }],
        signals: { drain: never, stop: never },
        environment: {},
        dashboardUrl: null,
        processId: process.pid,
        uptime: () => performance.now(),
      });
    } finally {
      await pool.close();
      store.close();
    }
    if (ends.length !== trials.length || printed === 0)
      throw new Error(`${ends.length} of ${trials.length} trials ended`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  const totalMs = performance.now() - start;
  const between = ends.slice(1).map((end, i) => end - (ends[i] ?? Number.NaN));
  const [medianMs, slowestMs] = [median(between), Math.max(...between)];
  const bar = (below: number): Pick<Finding, 'unit' | 'bar'> => ({ unit: 'ms', bar: { below } });
  return {
    trials: ends.length,
    totalMs,
    medianMs,
    slowestMs,
    findings: [
      {
        name: 'a trial of zero steps',
        value: medianMs,
        ...bar(10),
        from: `median; slowest ${slowestMs.toFixed(1)} ms`,
      },
      {
        name: `${ends.length} trials of zero steps`,
        value: totalMs,
        ...bar(10_000),
        from: 'YAML, plan, store, worker start and end included',
      },
    ],
  };
}
