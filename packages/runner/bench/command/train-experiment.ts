import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StoreReader } from '../../src/store/index.ts';
import { openSqliteReader } from '../../src/store/index.ts';

export const root = fileURLToPath(new URL('../../../../', import.meta.url));

export interface ExperimentRun {
  /** File name in `experiments/`. */
  readonly file: string;
  /** Values for `--set`. */
  readonly sets: readonly string[];
  readonly workers: number;
}

/** Runs an experiment in a temporary store and returns what `read` extracts from it. */
export function trainExperiment<Result>(
  { file, sets, workers }: ExperimentRun,
  read: (reader: StoreReader) => Result,
): Result {
  const store = mkdtempSync(path.join(tmpdir(), 'sweepdeck-bench-experiment-'));
  try {
    const runner = path.join(root, 'packages', 'runner', 'bin', 'runner.mjs');
    const options = ['--store', store, '--workers', String(workers), '--reporter', 'plain'];
    const args = ['sweep', path.join(root, 'experiments', file), ...options, ...sets.flatMap((set) => ['--set', set])];
    const run = spawnSync(process.execPath, [runner, ...args], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`runner sweep ${file} ended with ${run.status}:\n${run.stderr}`);
    const reader = openSqliteReader(store);
    try {
      return read(reader);
    } finally {
      reader.close();
    }
  } finally {
    rmSync(store, { recursive: true, force: true });
  }
}
