import { mean } from '@sweepdeck/core/statistics';
import { z } from 'zod';
import { cellLabel, type MetricPoint, type TrialRecord } from '../../src/records/index.ts';
import type { StoreReader } from '../../src/store/index.ts';
import { trainExperiment } from '../command/train-experiment.ts';
import type { Column, MeasuredExperiment } from './measured-experiments.ts';
import { formatMeasured, type MeasuredCell } from './measured-table.ts';

export interface MeasureOptions {
  /** Folder with MNIST as IDX files. */
  readonly mnist: string;
  readonly workers: number;
}

const environmentSchema = z.looseObject({
  engine: z.string(),
  numerics_version: z.string(),
  dataset: z.looseObject({ train: z.number() }),
});

interface Run {
  readonly cells: readonly MeasuredCell[];
  readonly trials: readonly TrialRecord[];
  readonly environment: z.output<typeof environmentSchema>;
}

/** Trains an experiment and returns the lines for its comment. */
export function measureExperiment(name: string, experiment: MeasuredExperiment, options: MeasureOptions): string[] {
  const { file, rows, columns, reference, variants = [] } = experiment;
  const dataset = experiment.isMnist ? [`dataset.path=${options.mnist}`] : [];
  const run = (sets: readonly string[], rename: (label: string, cell: number) => string): Run =>
    trainExperiment({ file, sets: [...dataset, ...sets], workers: options.workers }, (reader) =>
      readRun(reader, columns, rename),
    );
  const main = run([], (label, cell) => experiment.labels?.[cell] ?? label);
  const runs = [main, ...variants.map(({ suffix, sets }) => run(sets, (label) => `${label}${suffix}`))];
  const trials = runs.flatMap((each) => each.trials);
  const seeds = new Set(trials.map(({ repeat }) => repeat)).size;
  const { engine, numerics_version: numerics, dataset: data } = main.environment;
  const table = formatMeasured({
    rows,
    titles: columns.map(({ title }) => title),
    cells: runs.flatMap(({ cells }) => cells),
    ...(reference === undefined ? {} : { reference }),
  });
  const spread = seeds === 1 ? 'One seed' : `Mean over ${seeds} seeds, standard deviation in brackets`;
  const gain = reference === undefined ? '' : `; gain in points over ${reference} with the same seed`;
  return [
    ...table.map((line) => `  ${line}`),
    '',
    `${spread}${gain}. ${data.train} training images, ${trials.length} trials.`,
    `Engine ${engine}, numerics ${numerics}. To measure again: \`pnpm bench experiments ${name}\`.`,
  ];
}

function readRun(
  reader: StoreReader,
  columns: readonly Column[],
  rename: (label: string, cell: number) => string,
): Run {
  const trials = reader.listSweeps().flatMap(({ id }) => reader.listTrials(id));
  const epochs = reader.listMetrics(trials.map(({ id }) => id));
  const [first] = trials;
  const environment = environmentSchema.parse(first && reader.listAttempts(first.id)[0]?.environment);
  const byCell = new Map<string, TrialRecord[]>();
  for (const trial of trials) byCell.set(trial.cell, [...(byCell.get(trial.cell) ?? []), trial]);
  const cells = [...byCell.values()].map((members, index): MeasuredCell => {
    const seeds = [...members].sort((a, b) => a.repeat - b.repeat);
    return {
      label: rename(cellLabel(seeds[0]?.parameters ?? {}), index),
      columns: columns.map((column) => seeds.map((trial) => figure(trial, column, epochs))),
      objective: mean(seeds.map(({ result }) => result?.objective ?? Number.NaN)),
    };
  });
  return { cells, trials, environment };
}

function figure({ id, result }: TrialRecord, column: Column, epochs: readonly MetricPoint[]): number {
  switch (column.of) {
    case 'objective':
      return result?.objective ?? Number.NaN;
    case 'test':
      return result?.metrics[column.metric] ?? Number.NaN;
    case 'last-epoch':
    case 'best-epoch': {
      // Values by epoch, in the store's order.
      const values = epochs
        .filter(({ trialId, name }) => trialId === id && name === column.metric)
        .map(({ value }) => value);
      return (column.of === 'last-epoch' ? values.at(-1) : Math.max(...values)) ?? Number.NaN;
    }
  }
}
