import type { StoredTensors } from '@sweepdeck/core/checkpoints';
import { deserializeError } from '@sweepdeck/core/errors';
import { readTrialCheckpoint, type TrainingEvent } from '@sweepdeck/core/training';
import { createOutputLog } from '../../output/output-log.ts';
import type { TrialPool } from '../../pool/trial-pool.ts';
import type { NewResult } from './compare-results.ts';
import type { TrainedTrial } from './trained-trial.ts';

export interface TrainAgainOptions {
  readonly pool: TrialPool;
  readonly engine: string;
  readonly keepWeights: boolean;
  readonly stepTimeoutMs: number;
  readonly onEpoch: (epoch: number) => void;
}

/**
 * Trains a trial once more, from scratch.
 * @returns undefined when it was stopped
 */
export async function trainAgain(
  { trial, dataset }: TrainedTrial,
  { pool, engine, keepWeights, stepTimeoutMs, onEpoch }: TrainAgainOptions,
): Promise<NewResult | undefined> {
  const epochs: NewResult['epochs'][number][] = [];
  let end: TrainingEvent | undefined;
  let weights: StoredTensors | undefined;
  const run = pool.run(
    { attemptId: 0, config: trial.config, engine, dataset, keepWeights, stepTimeoutMs },
    ({ event }) => {
      end = event;
      if (event.type === 'weights') weights = readTrialCheckpoint(event.bytes, 'The new weights').tensors;
      if (event.type !== 'epoch') return;
      epochs.push(event);
      onEpoch(event.epoch);
    },
    // The store has the output of the original training.
    createOutputLog(),
  );
  const outcome = await run.outcome;
  if (end?.type === 'stopped') return undefined;
  if (outcome.type === 'failed') throw deserializeError(outcome.error);
  if (end?.type === 'finished' || end?.type === 'diverged') return { epochs, end, weights };
  throw new Error(`the training ended with ${end?.type ?? 'no event'}`);
}
