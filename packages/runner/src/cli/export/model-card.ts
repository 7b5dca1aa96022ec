import { isScaleOnly, type Normalization } from '@sweepdeck/core/datasets';
import { trialConfigSchema } from '@sweepdeck/core/training';
import { stringify } from 'yaml';
import { cellLabel } from '../../records/cell-label.ts';
import type { Environment } from '../../records/environment.ts';
import type { MetricPoint } from '../../records/records.ts';
import { withoutDataPaths } from '../../spec/identity/data-paths.ts';
import { shortForm } from '../../spec/identity/short-form.ts';
import { trialKeys } from '../../spec/schema/sweep-schema.ts';
import { formatCount, formatMetric } from '../terminal/format-number.ts';
import type { DatasetFacts } from './dataset-facts.ts';
import type { ExportFormat } from './export-format.ts';
import type { ExportedTrial, FinishedTrial } from './find-exported-trial.ts';
import { loadingExample } from './loading-example.ts';

export interface ModelCardSource extends ExportedTrial {
  readonly format: ExportFormat;
  readonly dataset: DatasetFacts;
  /** Normalization of the training images. */
  readonly normalization: Normalization;
  /** Environment of the attempt that trained the weights. */
  readonly environment: Environment;
  /** Metrics of every epoch. */
  readonly metrics: readonly MetricPoint[];
  /** Number of values that training changed by gradient; null when the store does not know it. */
  readonly parameterCount: number | null;
  /** Number of all values in the weights. */
  readonly valueCount: number;
}

/**
 * Describes an exported model in Markdown, only from facts in the store, so that two exports of the same trial are
 * identical.
 */
export function modelCard(source: ModelCardSource): string {
  const { trial, sweep, dataset, isBestOfSweep } = source;
  const name = trial.config.model.name;
  const best = isBestOfSweep ? ', the best trial of the cell that ranked\nfirst when it was exported' : '';
  const trained = trial.finishedAt === null ? '' : `, trained ${new Date(trial.finishedAt).toISOString().slice(0, 10)}`;
  const settings = Object.keys(trial.parameters).length === 0 ? '' : ` (${cellLabel(trial.parameters)})`;
  const sections = [
    `# ${name} on ${dataset.name}`,
    `An image classifier: ${name}${parametersInWords(source)}, for ${dataset.classNames.length} classes. Trial t${trial.id}${settings} of the\nSweepdeck sweep \`${sweep.name}\`${best}${trained}.`,
    `## Input and output\n\n${inputInWords(source)}`,
    `## Use\n\n${loadingExample(source)}`,
    `## Metrics\n\n${metricsTable(source)}`,
    `## Training data\n\n${dataInWords(source)}`,
    `## Configuration\n\n\`\`\`yaml\n${configurationYaml(trial)}\`\`\``,
    `## Environment\n\n${environmentList(source)}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

/** States how many values no gradient changes, if any. In a pretrained model, most values are frozen. */
function parametersInWords({ parameterCount, valueCount }: ModelCardSource): string {
  if (parameterCount === null) return '';
  const others = valueCount - parameterCount;
  if (others === 0) return ` of ${formatCount(parameterCount)} parameters`;
  return ` of ${formatCount(parameterCount)} trained parameters and ${formatCount(others)} that no gradient changes (frozen weights, running statistics)`;
}

function dataInWords({ dataset, trial }: ModelCardSource): string {
  const { name, fingerprint, classNames, imageCounts = {} } = dataset;
  const { fold } = trial.config;
  const counts = (['train', 'validation', 'test'] as const).flatMap((split) => {
    const count = imageCounts[split];
    return count === undefined ? [] : [`${formatCount(count)} ${split}`];
  });
  const byClass = imageCounts.trainByClass;
  const classes = classNames.map((each, k) =>
    byClass ? `\`${each}\` ${formatCount(byClass[k] ?? 0)}` : `\`${each}\``,
  );
  return [
    `Dataset \`${name}\`, fingerprint \`${fingerprint}\`.`,
    ...(fold === undefined
      ? []
      : [
          `Validated on fold ${fold.index + 1} of ${fold.count} of the train and validation images; trained on the other folds.`,
        ]),
    ...(counts.length === 0 ? [] : [`Images: ${counts.join(', ')}.`]),
    `Classes, in the order of the outputs${byClass ? ', with their training images' : ''}: ${classes.join(', ')}.`,
  ].join('\n');
}

function inputInWords({ format, dataset, normalization }: ModelCardSource): string {
  const { height, width, channels } = dataset;
  const colors = channels === 1 ? 'gray' : channels === 3 ? 'red, green and blue' : `${channels} channels`;
  const isPlain = isScaleOnly(normalization);
  const shape = `\`[batch, ${height}, ${width}, ${channels}]\``;
  const values = 'each value a pixel divided by 255, so from 0 to 1';
  const classes = `\`[batch, ${dataset.classNames.length}]\``;
  const labels = '`labels.json` names the classes.';
  if (format === 'tfjs') {
    const inside = isPlain ? '' : ' Normalization is a layer of the model: do not normalize the images yourself.';
    return `In: images ${shape} (${colors}), ${values}.${inside}\nOut: probabilities ${classes}; ${labels}`;
  }
  const normalized = isPlain
    ? ''
    : ` Then, by channel, \`(x - mean) / deviation\` with mean ${normalization.mean.join(', ')} and deviation ${normalization.deviation.join(', ')}.`;
  return `In: images ${shape} (${colors}), ${values}.${normalized}\nOut: logits ${classes}; their softmax gives the probabilities; ${labels}`;
}

function metricsTable({ trial, metrics }: ModelCardSource): string {
  const { bestEpoch, metrics: test } = trial.result;
  const validation = new Map(
    metrics
      .filter(({ epoch, name }) => epoch === bestEpoch && name.startsWith('validation.'))
      .map(({ name, value }) => [name.slice('validation.'.length), value]),
  );
  const tested = new Map(Object.entries(test).map(([name, value]) => [name.slice('test.'.length), value]));
  const cell = (value: number | undefined): string => (value === undefined ? '-' : formatMetric(value));
  const rows = [...new Set([...validation.keys(), ...tested.keys()])].map(
    (name) => `| ${name} | ${cell(validation.get(name))} | ${cell(tested.get(name))} |`,
  );
  const which = `The weights are those after epoch ${bestEpoch ?? '?'}, chosen by ${trial.config.metric.name}. The test images played no part in the choice.`;
  return [which, '', '| metric | validation | test |', '| --- | ---: | ---: |', ...rows].join('\n');
}

/** The configuration as a sweep file of one trial, without the path of the data on the original machine. */
function configurationYaml({ config }: FinishedTrial): string {
  const shared = { ...config, dataset: withoutDataPaths(config.dataset) };
  const entries = trialKeys
    .filter((key) => config[key] !== undefined)
    .map((key) => [key, shortForm(trialConfigSchema.shape[key], shared[key])]);
  const fold = config.fold === undefined ? {} : { fold: config.fold };
  return stringify({ ...Object.fromEntries(entries), metric: config.metric, ...fold, seed: config.seed });
}

/** Lists facts about the machine; the dataset's facts have a section of their own. */
function environmentList({ environment, trial }: ModelCardSource): string {
  const facts = Object.entries(environment).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [`- ${name}: ${value}`] : [],
  );
  if (facts.length === 0) return 'Not known.';
  return [...facts, `- trial key: ${trial.key}`].join('\n');
}
