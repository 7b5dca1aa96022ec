import { formatBytes } from '@sweepdeck/core/engines';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { Dataset } from '@sweepdeck/core/datasets';
import { createTrial, describeMemory, type TrialConfig } from '@sweepdeck/core/training';

/** Adds a trial's memory need to an engine's out-of-memory error; returns any other error unchanged. */
export async function withMemoryNeed(error: unknown, config: TrialConfig, dataset: Dataset): Promise<unknown> {
  if (!(error instanceof SweepdeckError) || error.code !== 'out-of-memory') return error;
  try {
    const need = await (await createTrial(config, dataset)).memory();
    const message = `${error.message}; the trial may need about ${formatBytes(need.likely)}: ${describeMemory(need)}`;
    return new SweepdeckError({ code: error.code, message, hint: error.hint, cause: error });
  } catch {
    // The model itself did not fit.
    return error;
  }
}
