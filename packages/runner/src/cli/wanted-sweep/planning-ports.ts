import { cacheDirectory, loadDataset } from '@sweepdeck/core/datasets';
import type { PlanningPorts } from '../../planning/ports.ts';
import { createPool } from '../../pool/create-pool.ts';
import { createTrialChecker } from '../../pool/trial-checker.ts';
import type { CommandContext } from '../command/command.ts';
import { showDownloads } from './download-progress.ts';
import { withPrintedNotices, type PrintedNotices } from './printed-notices.ts';
import { readStoreIfAny } from './read-store-if-any.ts';

export interface PlanningPortsOptions {
  /** Time limit for loading and trying the user's own modules, per configuration. */
  readonly stepTimeoutMs: number;
  /** Receives what the user's own modules print. */
  readonly notices: PrintedNotices;
}

/** Connects planning to the command's store, data and workers. Progress and output go to stderr. */
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
