// How well losses and optimizers learn MNIST, as the experiments ask: every loss of losses.yaml and every optimizer at the rate
// that its summary suggests for one epoch; then the losses for rare classes and for wrong labels against cross-entropy with the same seeds;
// and the same trials on other engines, whose kernels round differently.
// usage: pnpm bench accuracy [losses|optimizers|long-tail|label-noise|engines ...] [--dataset FOLDER] [--workers N] [--engines A,B] [--json]
import { optimizerRegistry } from '@sweepdeck/core/optimizers';
import { mean, standardDeviation } from '@sweepdeck/core/statistics';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { MetricName } from '@sweepdeck/core/metrics';
import { cellLabel, type TrialRecord } from '../src/records/index.ts';
import { openSqliteReader } from '../src/store/index.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dataset: { type: 'string', default: path.join(root, '..', 'shared', 'data', 'mnist-20k') },
    workers: { type: 'string', default: '2' },
    engines: { type: 'string', default: 'wasm,wasm-relaxed' },
    json: { type: 'boolean', default: false },
  },
});

/** Runs an experiment in a store of its own. */
function train(experiment: string, overrides: readonly string[] = []): readonly TrialRecord[] {
  const store = mkdtempSync(path.join(tmpdir(), 'sweepdeck-bench-accuracy-'));
  try {
    const sets = [`dataset.path=${path.resolve(values.dataset)}`, ...overrides].flatMap((set) => ['--set', set]);
    const file = path.join(root, 'experiments', experiment);
    const options = ['--store', store, '--workers', values.workers, '--reporter', 'plain'];
    const runner = path.join(root, 'packages', 'runner', 'bin', 'runner.mjs');
    const run = spawnSync(process.execPath, [runner, 'sweep', file, ...options, ...sets], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`runner sweep ${experiment} ended with ${run.status}:\n${run.stderr}`);
    const reader = openSqliteReader(store);
    try {
      return reader.listSweeps().flatMap(({ id }) => reader.listTrials(id));
    } finally {
      reader.close();
    }
  } finally {
    rmSync(store, { recursive: true, force: true });
  }
}

interface Line {
  readonly label: string;
  readonly value: number;
  readonly bar: number;
}

/** Validation accuracy of each trial against its bar. */
function losses(): Line[] {
  const lines = (trials: readonly TrialRecord[], suffix: string): Line[] =>
    trials.map((trial) => {
      const { name } = trial.config.loss;
      const label = cellLabel(trial.parameters) + suffix;
      return { label, value: trial.result?.objective ?? Number.NaN, bar: name === 'mae' ? 0.9 : 0.93 };
    });
  // 0.001 is too much for mae: its gradient vanishes where the model is wrong and sure.
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

interface Comparison {
  readonly label: string;
  readonly mean: number;
  /** Mean over the seeds of the difference to cross-entropy with the same seed. */
  readonly gain: number;
  readonly gainDeviation: number;
  readonly wins: number;
  readonly seeds: number;
}

/** Each cell against the first one, seed by seed. */
function compare(experiment: string, metric: MetricName): Comparison[] {
  const cells = groupBy(train(experiment), ({ parameters }) => cellLabel(parameters)).map(([label, trials]) => ({
    label,
    values: [...trials].sort((a, b) => a.repeat - b.repeat).map(({ result }) => result?.metrics[metric] ?? Number.NaN),
  }));
  const reference = cells.find(({ label }) => label === 'cross-entropy')?.values ?? [];
  return cells.map(({ label, values: own }) => {
    const gains = own.map((value, i) => value - (reference[i] ?? Number.NaN));
    return {
      label,
      mean: mean(own),
      gain: mean(gains),
      gainDeviation: standardDeviation(gains) ?? Number.NaN,
      wins: gains.filter((gain) => gain > 0).length,
      seeds: own.length,
    };
  });
}

interface EngineLine {
  readonly label: string;
  readonly mean: number;
  readonly deviation: number;
  /** Of the mean to that of the first engine. */
  readonly difference: number;
  /** Twice the standard error of that difference: what seeds alone make of it. */
  readonly noise: number;
}

/** Two networks over five seeds on each engine: their convolutions are fused with pooling, and 3x3 ones run by Winograd, where the engine does so. */
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

const parts = {
  losses,
  optimizers,
  'long-tail': () => compare('long-tail.yaml', 'test.balanced_accuracy'),
  'label-noise': () => compare('label-noise.yaml', 'test.accuracy'),
  engines,
};

type Result = Line | Comparison | EngineLine;

const percent = (share: number): string => (100 * share).toFixed(2);

function describe(each: Result): string {
  if ('noise' in each) {
    const verdict = Math.abs(each.difference) <= each.noise ? 'within' : 'BEYOND';
    const spread = `${percent(each.mean)} % (sd ${percent(each.deviation)})`;
    return `  ${each.label.padEnd(34)} ${spread}   difference ${percent(each.difference)} points: ${verdict} the seeds' ${percent(each.noise)}`;
  }
  if ('bar' in each) {
    const verdict = each.value >= each.bar ? 'holds' : 'DOES NOT HOLD';
    return `  ${each.label.padEnd(48)} ${each.value.toFixed(4)}   bar ${each.bar}: ${verdict}`;
  }
  const [average, gain, deviation] = [each.mean, each.gain, each.gainDeviation].map((value) =>
    (100 * value).toFixed(2),
  );
  return `  ${each.label.padEnd(32)} ${average} %   gain ${gain} points (sd ${deviation}), wins with ${each.wins} of ${each.seeds} seeds`;
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
