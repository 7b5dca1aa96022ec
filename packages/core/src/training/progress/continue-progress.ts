import { dispose } from '@tensorflow/tfjs-core';
import { SweepdeckError } from '../../errors/index.ts';
import { EvaluationAccumulator } from '../../metrics/index.ts';
import type { NamedTensors } from '../../tensors/named-tensors.ts';
import type { Trial } from '../trial.ts';
import { compareHorizons } from './compare-horizons.ts';
import { readProgress, type ProgressIdentity } from './progress-file.ts';
import type { TrainingProgress } from './training-progress.ts';

/** Returns the state before the first step. The caller disposes its tensors. */
export function startProgress(trial: Trial): TrainingProgress {
  return {
    epoch: 0,
    step: 0,
    state: trial.init(),
    objectives: [],
    kept: undefined,
    totals: new Float64Array(),
    seconds: 0,
  };
}

/**
 * Returns the state of a checkpoint. The caller disposes its tensors.
 *
 * @throws SweepdeckError as `readProgress`; `checkpoint-horizon` when the schedule of another number of epochs would
 * have used other learning rates
 */
export function continueProgress(
  trial: Trial,
  identity: ProgressIdentity,
  { bytes, source = 'the checkpoint' }: { readonly bytes: Uint8Array; readonly source?: string },
): TrainingProgress {
  const { config, ...progress } = readProgress(bytes, identity, source);
  try {
    const problem = findMisfit(trial, progress);
    if (problem !== undefined) {
      throw new SweepdeckError({
        code: 'checkpoint-invalid',
        message: `${source} cannot be continued: ${problem}`,
        hint: 'Remove the file; training then starts from an earlier checkpoint or from scratch.',
      });
    }
    const before = config.training.epochs;
    const compared = compareHorizons(trial, { before, step: progress.step, objectives: progress.objectives });
    if (!compared.continues) {
      throw new SweepdeckError({
        code: 'checkpoint-horizon',
        message: `${source} cannot be continued to ${trial.config.training.epochs} epochs: ${compared.reason}`,
        hint: 'Train from scratch, or use a schedule that does not depend on the number of epochs, such as constant.',
      });
    }
  } catch (error) {
    dispose([progress.state.parameters, progress.state.optimizer]);
    if (progress.kept !== undefined) dispose(progress.kept.parameters);
    throw error;
  }
  return progress;
}

function findMisfit(trial: Trial, { epoch, step, state, totals }: TrainingProgress): string | undefined {
  const fresh = trial.init();
  try {
    const problem =
      compareShapes('parameter', state.parameters, fresh.parameters) ??
      compareShapes('optimizer state', state.optimizer, fresh.optimizer);
    if (problem !== undefined) return problem;
  } finally {
    dispose([fresh.parameters, fresh.optimizer]);
  }
  const { stepsPerEpoch, dataset } = trial;
  if (step < epoch * stepsPerEpoch || step >= (epoch + 1) * stepsPerEpoch)
    return `step ${step} is not in epoch ${epoch + 1} of ${stepsPerEpoch} steps each`;
  const isWithin = step > epoch * stepsPerEpoch;
  const expected = isWithin ? 3 + new EvaluationAccumulator(dataset.classNames.length).totals().length : 0;
  return totals.length === expected ? undefined : `it has ${totals.length} sums; expected ${expected}`;
}

/** An optimizer may add state in its first step, but needs what it began with. */
function compareShapes(what: string, found: NamedTensors, expected: NamedTensors): string | undefined {
  for (const [name, { shape }] of Object.entries(expected)) {
    const own = found[name]?.shape;
    if (own === undefined) return `it lacks the ${what} ${name}`;
    if (own.join() !== shape.join())
      return `the ${what} ${name} has the shape [${own.join(', ')}]; expected [${shape.join(', ')}]`;
  }
  return undefined;
}
