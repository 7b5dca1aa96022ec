import { cacheDirectory, loadDataset } from '@sweepdeck/core/datasets';
import type { PlanningPorts } from '../../planning/ports.ts';
import { createPool } from '../../pool/create-pool.ts';
import { createTrialChecker } from '../../pool/trial-checker.ts';
import type { CommandContext } from '../command/command.ts';
import { showDownloads } from './download-progress.ts';
import { withPrintedNotices, type PrintedNotices } from './printed-notices.ts';
import { readStoreIfAny } from './read-store-if-any.ts';

export interface PlanningPortsOptions {
  /** How long the user's own files may take for one configuration. */
  readonly stepTimeoutMs: number;
  /** Told what the user's own files print meanwhile. */
  readonly notices: PrintedNotices;
}

/** The store, the data and the workers that a command plans with; what happens meanwhile is told on stderr. */
export function createPlanningPorts(
  { stepTimeoutMs, notices }: PlanningPortsOptions,
  { storeDirectory, env, stderr }: CommandContext,
): PlanningPorts {
  return {
    readEarlierRuns: (read) => readStoreIfAny(storeDirectory, read),
    loadDataset: (config) =>
      loadDataset(config, { cacheDirectory: cacheDirectory(env), onProgress: showDownloads(stderr) }),
    createPool: (engine, size) => withPrintedNotices(createPool(engine, size), notices),
    createChecker: (engine) =>
      createTrialChecker({
        engine,
        limitMs: stepTimeoutMs,
        onPrinted: (config, printed) => notices.printed(config, printed),
        onWait: (config) => notices.waiting(config, stepTimeoutMs),
      }),
  };
}
