import { countOf, formatDuration } from '@sweepdeck/core/words';
import { axisLabel } from '../../records/cell-label.ts';
import { describeNote } from '../../records/dataset-notes.ts';
import { isValueAxis } from '../../records/parameter-axis.ts';
import { describeEngineChoice } from '../../records/describe-engine-choice.ts';
import type { SweepPlan } from '../../planning/plan-sweep.ts';

/** With fewer images, a single one changes a fold's accuracy by more than 0.05. */
const fewFoldImages = 20;

/**
 * Describes a plan: `3 losses x 2 optimizers x 5 seeds = 30 trials, 4 already computed, about 3 min on engine wasm
 * with 2 workers`. Further lines say why `auto` chose the engine, whether folds are too small, where memory may be
 * tight, and the notes on the data.
 */
export function describePlan(plan: SweepPlan): string {
  const factors = plan.axes.filter(isValueAxis).map(({ path, values }) => axisCount(path, values.length));
  if (plan.repeats > 1) factors.push(countOf(plan.repeats, 'seed'));
  if (plan.folds !== null) factors.push(countOf(plan.folds, 'fold'));
  const total = plan.trials === null ? 'an unknown number of trials' : countOf(plan.trials, 'trial');
  const size = factors.length > 0 && plan.trials !== null ? `${factors.join(' x ')} = ${total}` : total;
  const computed = plan.computed > 0 ? `, ${plan.computed} already computed` : '';
  const choice = describeEngineChoice(plan);
  const why = choice === null ? '' : `\nEngine auto: ${choice}`;
  const dataNotes = [...foldNotes(plan), ...plan.notes.map(describeNote)];
  const memoryNotes = plan.memoryNotes.map((note) => `Note: ${note}`);
  const where = `on engine ${plan.engine} with ${countOf(plan.workers, 'worker')}${why}${lines([...dataNotes, ...memoryNotes])}`;
  if (plan.computed === plan.trials) return `${size}, all already computed: nothing to do${lines(dataNotes)}`;
  if (plan.estimatedSeconds === null) return `${size}${computed}, ${where}`;
  return `${size}${computed}, ${estimate(plan.estimatedSeconds)} ${where}`;
}

/** Puts each note on a line of its own. */
function lines(notes: readonly string[]): string {
  return notes.map((note) => `\n${note}`).join('');
}

function foldNotes({ foldImages }: SweepPlan): string[] {
  if (foldImages === null || foldImages >= fewFoldImages) return [];
  return [
    `Note: a fold validates on ${countOf(foldImages, 'image')} only; fewer folds would compare the trials better`,
  ];
}

/**
 * Counts the values of an axis: `3 losses`, or `2 values of mse.weight` for an option, whose name may have no plural.
 */
function axisCount(path: string, values: number): string {
  const label = axisLabel(path).replaceAll('_', ' ');
  return countable.has(path) ? countOf(values, label) : `${countOf(values, 'value')} of ${label}`;
}

const countable: ReadonlySet<string> = new Set([
  'model',
  'loss',
  'optimizer',
  'learning_rate',
  'schedule',
  'training.batch_size',
]);

function estimate(seconds: number): string {
  return seconds < 1 ? 'less than a second' : `about ${formatDuration(seconds)}`;
}
