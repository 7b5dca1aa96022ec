// How well losses and optimizers learn MNIST: every loss of losses.yaml and every optimizer at the rate that its summary
// suggests for one epoch; averaged weights in a network with batch norm; and the same trials on other engines, whose kernels
// round differently. What the experiments say of themselves is measured by `pnpm bench experiments`.
// usage: pnpm bench accuracy [losses|optimizers|averaged-weights|engines ...] [--dataset FOLDER] [--workers N] [--engines A,B] [--json]
import { optimizerRegistry } from '@sweepdeck/core/optimizers';
import { mean, standardDeviation } from '@sweepdeck/core/statistics';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cellLabel, type TrialRecord } from '../src/records/index.ts';
import { root, trainExperiment } from './command/train-experiment.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dataset: { type: 'string', default: path.join(root, '..', 'shared', 'data', 'mnist-20k') },
    workers: { type: 'string', default: '2' },
    engines: { type: 'string', default: 'wasm,wasm-relaxed' },
    json: { type: 'boolean', default: false },
  },
});

function train(file: string, overrides: readonly string[] = []): readonly TrialRecord[] {
  const sets = [`dataset.path=${path.resolve(values.dataset)}`, ...overrides];
  return trainExperiment({ file, sets, workers: Number(values.workers) }, (reader) =>
    reader.listSweeps().flatMap(({ id }) => reader.listTrials(id)),
  );
}

interface Line {
  readonly label: string;
  readonly value: number;
  /** Null for a value that is only reported. */
  readonly bar: number | null;
}

/** Compares the validation accuracy of each trial with its bar. */
function losses(): Line[] {
  const lines = (trials: readonly TrialRecord[], suffix: string): Line[] =>
    trials.map((trial) => {
      const { name } = trial.config.loss;
      const label = cellLabel(trial.parameters) + suffix;
      return { label, value: trial.result?.objective ?? Number.NaN, bar: name === 'mae' ? 0.9 : 0.93 };
    });
  // 0.001 is too large for mae: its gradient vanishes where the model is confidently wrong.
  const slower = train('losses.yaml', ['learning_rate=0.0002', 'parameters={ loss: { values: [mae] } }']);
  return [...lines(train('losses.yaml'), ''), ...lines(slower, ' at 0.0002')];
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): (readonly [string, Item[]])[] {
  const keys = [...new Set(items.map(keyOf))];
  return keys.map((key) => [key, items.filter((item) => keyOf(item) === key)]);
}

function optimizers(): Line[] {
  const byRate = groupBy(
    Object.entries(optimizerRegistry).flatMap(([name, { summary }]) => {
      const rate = /try ([\d.]+)\.$/u.exec(summary)?.[1];
      return rate === undefined ? [] : [{ name, rate }];
    }),
    ({ rate }) => rate,
  );
  return byRate.flatMap(([rate, group]) => {
    const names = group.map(({ name }) => name).join(', ');
    const sets = [`learning_rate=${rate}`, 'loss=cross-entropy', `parameters={ optimizer: { values: [${names}] } }`];
    return train('losses.yaml', sets).map((trial) => ({
      label: `${trial.config.optimizer.name} at ${rate}`,
      value: trial.result?.objective ?? Number.NaN,
      bar: 0.93,
    }));
  });
}

interface EngineLine {
  readonly label: string;
  readonly mean: number;
  readonly deviation: number;
  /** Difference of the mean to that of the first engine. */
  readonly difference: number;
  /** Twice the standard error of that difference: the effect of the seeds alone. */
  readonly noise: number;
}

/**
 * Trains two networks over five seeds on each engine: their convolutions are fused with pooling, and 3x3 ones run by
 * Winograd, on engines that do so.
 */
function engines(): EngineLine[] {
  const conv = (filters: number): string => `{ name: conv2d, filters: ${filters}, padding: same, activation: relu }`;
  const dense = '{ name: dense, units: 64, activation: relu }';
  const models = {
    'seed-cnn': 'seed-cnn',
    'two convolutions': `[${conv(16)}, max-pool, ${conv(32)}, max-pool, flatten, ${dense}, dense]`,
  };
  return Object.entries(models).flatMap(([title, model]) => {
    const cells = values.engines.split(',').map((name) => {
      const engine = name === 'wasm-relaxed' ? '{ name: wasm, relaxed_simd: true }' : name;
      const written = model === title ? model : `{ layers: ${model} }`;
      const sets = [`engine=${engine}`, `model=${written}`, 'repeats=5', 'parameters={}'];
      const accuracies = train('losses.yaml', sets).map(({ result }) => result?.metrics['test.accuracy'] ?? Number.NaN);
      return { name, mean: mean(accuracies), deviation: standardDeviation(accuracies) ?? Number.NaN };
    });
    const [first] = cells;
    return cells.map((cell) => ({
      label: `${title} on ${cell.name}`,
      mean: cell.mean,
      deviation: cell.deviation,
      difference: cell.mean - (first?.mean ?? Number.NaN),
      noise: (2 * Math.hypot(cell.deviation, first?.deviation ?? Number.NaN)) / Math.sqrt(5),
    }));
  });
}

/** Trains a network with batch norm and averaged weights: mean over three seeds, tested after two epochs. */
function averagedWeights(): Line[] {
  const averaging = '{ name: schedule-free-adamw }, { name: adam, weight_ema: 0.99 }, { name: adam }';
  const sets = [
    'model={ name: resnet8, width: 8 }',
    'loss=cross-entropy',
    'dataset.limit=4000',
    'training.epochs=2',
    'repeats=3',
    `parameters={ optimizer: { values: [${averaging}] } }`,
  ];
  const cells = groupBy(train('losses.yaml', sets), ({ parameters }) => cellLabel(parameters));
  return cells.flatMap(([label, trials]) =>
    (['test.accuracy', 'test.nll'] as const).map((metric) => ({
      label: `${label}, ${metric}`,
      value: mean(trials.map(({ result }) => result?.metrics[metric] ?? Number.NaN)),
      bar: null,
    })),
  );
}

const parts = {
  losses,
  optimizers,
  'averaged-weights': averagedWeights,
  engines,
};

type Result = Line | EngineLine;

const percent = (share: number): string => (100 * share).toFixed(2);

function describe(each: Result): string {
  if ('noise' in each) {
    const verdict = Math.abs(each.difference) <= each.noise ? 'within' : 'BEYOND';
    const spread = `${percent(each.mean)} % (sd ${percent(each.deviation)})`;
    return `  ${each.label.padEnd(34)} ${spread}   difference ${percent(each.difference)} points: ${verdict} the seeds' ${percent(each.noise)}`;
  }
  const line = `  ${each.label.padEnd(48)} ${each.value.toFixed(4)}`;
  if (each.bar === null) return line;
  return `${line}   bar ${each.bar}: ${each.value >= each.bar ? 'holds' : 'DOES NOT HOLD'}`;
}

const isPart = (name: string): name is keyof typeof parts => Object.hasOwn(parts, name);
const unknown = positionals.find((name) => !isPart(name));
if (unknown !== undefined) throw new RangeError(`no part ${unknown}; there are: ${Object.keys(parts).join(', ')}`);
const chosen = positionals.length === 0 ? Object.keys(parts) : positionals;
const results: Record<string, readonly Result[]> = {};
for (const name of chosen.filter(isPart)) {
  const lines: readonly Result[] = parts[name]();
  results[name] = lines;
  if (!values.json) console.log([name, ...lines.map(describe), ''].join('\n'));
}
if (values.json) console.log(JSON.stringify({ bench: 'accuracy', results }));
