import { SweepdeckError } from '@sweepdeck/core/errors';
import { LayerShapeError } from '@sweepdeck/core/models';
import type { MemoryEstimate, TrialConfig } from '@sweepdeck/core/training';
import { cellLabel } from '../records/cell-label.ts';
import type { PlannedTrial } from '../records/records.ts';
import type { MemoryNeed } from './check-memory.ts';
import type { PlaceOfModel } from '../spec/document/place-of-model.ts';

/**
 * Creates each distinct combination of model, loss and optimizer of a sweep once, without training, so that
 * configurations that do not fit the dataset are found before the first trial.
 *
 * @param check creates one configuration
 *
 * @returns the memory that each needs for training
 *
 * @throws SweepdeckError for the first configuration that fails, with its cell and, for a model or layer, its place
 * in the file
 */
export async function checkTrials(
  trials: readonly PlannedTrial[],
  placeOfModel: PlaceOfModel,
  check: (config: TrialConfig) => Promise<MemoryEstimate>,
): Promise<MemoryNeed[]> {
  const needs: MemoryNeed[] = [];
  const checked = new Set<string>();
  for (const { config, parameters } of trials) {
    const key = JSON.stringify(partsOf(config));
    if (checked.has(key)) continue;
    checked.add(key);
    // Splitting the images into folds is slow, and a model that fits the first fold fits them all.
    const { fold: _, ...unfolded } = config;
    try {
      needs.push({ parameters, estimate: await check(checked.size === 1 ? config : unfolded) });
    } catch (error) {
      if (!(error instanceof SweepdeckError)) throw error;
      const { code, hint } = error;
      const path = error instanceof LayerShapeError ? error.path : [];
      const place = code === 'model-shape' ? `${placeOfModel(parameters, path)}  ` : '';
      const concernsAll = code === 'dataset-too-small' || Object.keys(parameters).length === 0;
      const cell = concernsAll ? '' : `${cellLabel(parameters)}: `;
      throw new SweepdeckError({ code, message: `${place}${cell}${error.message}`, hint, cause: error });
    }
  }
  return needs;
}

/** Returns the parts of a configuration that may not fit together. */
function partsOf(config: TrialConfig): unknown[] {
  const { model, loss, optimizer, schedule, regularization, augmentation, training } = config;
  return [model, loss, optimizer, schedule, regularization, augmentation, training.batch_size];
}
