import { evaluationMetrics, type EvaluationMetricName, type Goal } from '@sweepdeck/core/metrics';
import type { Problem } from '../document/problem.ts';
import { valueAt } from '../zod/schema-walk.ts';
import { pathText, placeOf, type DocumentPath, type SweepDocument } from '../document/sweep-document.ts';

const largestSeed = 4_294_967_295;

/** Returns which direction of an objective is better. */
export function defaultGoal(name: `validation.${EvaluationMetricName}`): Goal {
  return goalOf(name) ?? 'maximize';
}

function goalOf(name: unknown): Goal | undefined {
  return Object.entries(evaluationMetrics).find(([metric]) => name === `validation.${metric}`)?.[1].goal;
}

/**
 * Finds settings that contradict each other, which no single value shows. Values of the wrong type are left to the
 * schema.
 */
export function consistencyProblems(sweep: SweepDocument, root: unknown): Problem[] {
  return [goalProblems, seedProblems, lossMetricProblems, foldProblems].flatMap((find) => find(sweep, root));
}

function goalProblems(sweep: SweepDocument, root: unknown): Problem[] {
  const path: DocumentPath = ['metric', 'goal'];
  const goal = valueAt(root, path);
  const name = valueAt(root, ['metric', 'name']) ?? 'validation.accuracy';
  const better = goalOf(name);
  if ((goal !== 'maximize' && goal !== 'minimize') || better === undefined) return [];
  if (goal === better) return [];
  return [
    {
      place: placeOf(sweep, path),
      path: pathText(path),
      text: `saw "${goal}"; expected ${better} for that metric`,
    },
  ];
}

function seedProblems(sweep: SweepDocument, root: unknown): Problem[] {
  const path: DocumentPath = ['seed'];
  const seed = valueAt(root, path);
  const repeats = valueAt(root, ['repeats']) ?? 1;
  if (typeof seed !== 'number' || typeof repeats !== 'number' || !(seed <= largestSeed)) return [];
  const last = seed + repeats - 1;
  if (last <= largestSeed) return [];
  const text = `the last repeat would have seed ${last}; expected at most ${largestSeed}`;
  return [{ place: placeOf(sweep, path), path: pathText(path), text }];
}

/**
 * Values of different losses have different scales, so ranking by them would rank the losses instead of the training.
 */
function lossMetricProblems(sweep: SweepDocument, root: unknown): Problem[] {
  const path: DocumentPath = ['metric', 'name'];
  if (valueAt(root, path) !== 'validation.loss') return [];
  const sweepsLoss = Object.entries(valueAt(root, ['parameters']) ?? {}).some(([parameter, entry]) => {
    const values = valueAt(entry, ['values']);
    return (parameter === 'loss' || parameter.startsWith('loss.')) && Array.isArray(values) && values.length > 1;
  });
  if (!sweepsLoss) return [];
  const text = 'saw "validation.loss", which cannot be compared between the losses of this sweep';
  return [
    { place: placeOf(sweep, path), path: pathText(path), text, hint: 'rank by validation.accuracy or validation.nll' },
  ];
}

/** These options change only the train split, but with folds every image of it is also a validation image. */
const trainOnlyOptions = ['imbalance', 'label_noise'];

function foldProblems(sweep: SweepDocument, root: unknown): Problem[] {
  if (typeof valueAt(root, ['folds']) !== 'number') return [];
  return trainOnlyOptions.flatMap((option) =>
    writtenPlaces(root, option)
      .filter((path) => valueAt(root, path) !== undefined)
      .map((path) => ({
        place: placeOf(sweep, path),
        path: pathText(path),
        text: 'cannot be combined with folds: it changes the train split, whose images all validate in some fold',
        hint: `remove either folds or dataset.${option}`,
      })),
  );
}

/** Returns the places where an option of the dataset is written with an effect. */
function writtenPlaces(root: unknown, option: string): DocumentPath[] {
  const swept = valueAt(root, ['parameters']) ?? {};
  const path = `dataset.${option}`;
  const whole: DocumentPath = ['parameters', 'dataset'];
  const values = valueAt(root, [...whole, 'values']);
  return [
    ...(valueAt(root, whole) === undefined ? [['dataset', option]] : []),
    [...whole, 'value', option],
    ...(Array.isArray(values) ? values.map((_, index) => [...whole, 'values', index, option]) : []),
    ...Object.keys(swept)
      .filter((key) => key === path || key.startsWith(`${path}.`))
      .map((key) => ['parameters', key]),
  ];
}
