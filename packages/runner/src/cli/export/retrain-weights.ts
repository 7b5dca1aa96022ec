import type { Dataset } from '@sweepdeck/core/datasets';
import { deserializeError, SweepdeckError } from '@sweepdeck/core/errors';
import type { TrainingEvent } from '@sweepdeck/core/training';
import { createOutputLog } from '../../output/output-log.ts';
import { createPool } from '../../pool/create-pool.ts';
import type { OnTrialEvent } from '../../pool/trial-pool.ts';
import type { FinishedTrial } from './find-exported-trial.ts';

/**
 * Trains a finished trial again in a worker of its engine to get its weights.
 *
 * @param onEpoch called after each epoch
 *
 * @throws SweepdeckError `retrain-differs` unless the result equals the stored one bit for bit
 */
export async function retrainWeights(
  trial: FinishedTrial,
  dataset: Dataset,
  onEpoch: (epoch: number) => void,
): Promise<Uint8Array> {
  const pool = createPool(trial.engine, 1);
  const events: TrainingEvent[] = [];
  try {
    const task = { attemptId: 0, config: trial.config, engine: trial.engine, dataset, keepWeights: true };
    const take: OnTrialEvent = ({ event }) => {
      if (event.type === 'epoch') onEpoch(event.epoch);
      events.push(event);
    };
    // The output goes to a throw-away log: the store has the output of the original training.
    const outcome = await pool.run(task, take, createOutputLog()).outcome;
    if (outcome.type === 'failed') throw deserializeError(outcome.error);
  } finally {
    await pool.close();
  }
  const last = events.at(-1);
  const weights = events.find((event) => event.type === 'weights')?.bytes;
  if (last?.type !== 'finished' || weights === undefined) throw differs(trial, `the training ended as ${last?.type}`);
  const seen = new Map<string, number>([
    [trial.config.metric.name, last.objective],
    ...Object.entries(last.test).map(([name, value]): [string, number] => [`test.${name}`, value]),
  ]);
  const expected = [
    [trial.config.metric.name, trial.result.objective] as const,
    ...Object.entries(trial.result.metrics),
  ];
  for (const [name, value] of expected) {
    const now = seen.get(name);
    if (!Object.is(now, value)) throw differs(trial, `${name} is ${now} now; the stored result is ${value}`);
  }
  return weights;
}

function differs({ id, sweepId }: FinishedTrial, what: string): SweepdeckError {
  return new SweepdeckError({
    code: 'retrain-differs',
    message: `Training t${id} again gave a different result: ${what}.`,
    hint: `Changed code, another version of Sweepdeck or another kind of machine can be the cause. Run sweep s${sweepId} with --fresh to get new results and weights.`,
  });
}
