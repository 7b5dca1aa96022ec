import { beforeAll, expect, test } from 'vitest';
import { readSafetensors } from '@sweepdeck/core/checkpoints';
import { tinyDataset } from '@sweepdeck/core/testing';
import { openEngine } from '@sweepdeck/core/engines';
import { train, trialConfigSchema } from '@sweepdeck/core/training';
import { trialRecord } from '../../../test/fixtures/sweep-events.ts';
import type { TrialResult } from '../../records/records.ts';
import type { FinishedTrial } from './find-exported-trial.ts';
import { retrainWeights } from './retrain-weights.ts';

const dataset = tinyDataset();
const config = trialConfigSchema.parse({
  model: 'logistic',
  learning_rate: 0.01,
  training: { epochs: 2, batch_size: 16 },
});

let result: TrialResult;
beforeAll(async () => {
  const engine = await openEngine('cpu');
  for await (const event of train(config, dataset, engine, { aborted: false })) {
    if (event.type !== 'finished') continue;
    const metrics = Object.fromEntries(Object.entries(event.test).map(([name, value]) => [`test.${name}`, value]));
    result = { bestEpoch: event.bestEpoch, objective: event.objective, seconds: 1, divergedAt: null, metrics };
  }
  engine.dispose();
});

const trial = (changes: Partial<TrialResult> = {}): FinishedTrial => ({
  ...trialRecord(0),
  config,
  engine: 'cpu',
  status: 'finished',
  result: { ...result, ...changes },
});

test('gives the weights of the same result, and tells the epochs', async () => {
  const epochs: number[] = [];
  const weights = await retrainWeights(trial(), dataset, (epoch) => epochs.push(epoch));
  expect(epochs).toEqual([1, 2]);
  expect(readSafetensors(weights).metadata).toMatchObject({ model: 'logistic', objective: String(result.objective) });
});

test.each<readonly [what: string, changes: () => Partial<TrialResult>, reason: RegExp]>([
  [
    'a metric',
    () => ({ metrics: { ...result.metrics, 'test.nll': 0.25 } }),
    /test\.nll is .*now; the stored result is 0\.25/,
  ],
  ['the objective', () => ({ objective: 0.125 }), /validation\.accuracy is .*0\.125/],
])('%s that differs is an error', async (_what, changes, reason) => {
  const again = retrainWeights(trial(changes()), dataset, () => undefined);
  await expect(again).rejects.toThrow(
    expect.objectContaining({ code: 'retrain-differs', message: expect.stringMatching(reason) }),
  );
});
