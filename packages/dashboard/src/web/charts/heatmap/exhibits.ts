import { exhibitsOf } from '../parts/exhibit.ts';
import {
  buildHeatmapConfig,
  heatmapDomain,
  heatmapHeightPx,
  type HeatmapAxis,
  type HeatmapCell,
  type HeatmapData,
} from './heatmap.ts';
import { formatLearningRate } from '../../words/numbers.ts';
import { wobble } from '../parts/wobble.ts';

const accuracy = { title: 'validation accuracy', kind: 'share', goal: 'maximize' } as const;
const nll = { title: 'validation NLL', kind: 'loss', goal: 'minimize' } as const;
const rates = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1];
const losses = axis('loss', ['cross-entropy', 'mse', 'hinge']);

function axis(title: string, names: readonly string[]): HeatmapAxis {
  return { title, values: names.map((name) => ({ id: name, label: name })) };
}

/** Makes an axis of learning rates: ids are the full numbers, labels are short. */
export function learningRateAxis(values: readonly number[]): HeatmapAxis {
  return {
    title: 'learning rate',
    values: values.map((rate) => ({ id: String(rate), label: formatLearningRate(rate) })),
  };
}

/** Makes a grid with the best rate at `peak`; too large a rate diverges. */
function grid(
  name: string,
  xAxis: HeatmapAxis,
  yAxis: HeatmapAxis,
  peak: number,
  lastStable = Infinity,
): readonly HeatmapCell[] {
  return yAxis.values.flatMap((y, row) =>
    xAxis.values.map((x, column): HeatmapCell => {
      const base = { cell: `${name}/${y.id}/${x.id}`, x: x.id, y: y.id, trialIds: [row * 100 + column] };
      if (column > lastStable + 1 - (row % 2)) {
        return { ...base, value: null, state: 'diverged', count: 0, divergedCount: 5 };
      }
      const distance = (column - peak) ** 2;
      const value = 0.985 - 0.012 * distance - 0.015 * row + 0.004 * wobble(row * 31 + column);
      const isShaky = column === lastStable;
      return { ...base, value, state: 'finished', count: isShaky ? 3 : 5, divergedCount: isShaky ? 2 : 0 };
    }),
  );
}

const rateAxis = learningRateAxis(rates);
const typical: HeatmapData = {
  metric: accuracy,
  xAxis: rateAxis,
  yAxis: losses,
  cells: grid('adam', rateAxis, losses, 2, 4),
};
const sgd: HeatmapData = { ...typical, cells: grid('sgd', rateAxis, losses, 6) };
const shared = heatmapDomain([typical, sgd]);

const partial: HeatmapData = {
  ...typical,
  cells: typical.cells.map((cell, index) =>
    index % 3 === 0 ? cell : { ...cell, value: null, state: 'pending', count: 0, divergedCount: 0 },
  ),
};

const manyRates = learningRateAxis(Array.from({ length: 25 }, (_, index) => 10 ** (-5 + index / 5)));
const manyLosses = axis(
  'loss',
  Array.from({ length: 20 }, (_, index) => `focal-gamma-${(index / 4).toFixed(2)}`),
);
const longAxis = axis('loss and its parameters', [
  'categorical-cross-entropy-with-label-smoothing-0.1',
  'categorical-cross-entropy-with-label-smoothing-0.2',
  'focal-loss-gamma-2-alpha-0.25',
]);
const longColumns = axis('optimizer', [
  'momentum 0.9, nesterov',
  'adam, beta1 0.9, beta2 0.999',
  'rmsprop, decay 0.99',
  'sgd',
]);

export const heatmapFixtures = {
  typical: { ...typical, ...(shared === null ? {} : { domain: shared }) },
  'shared domain': { ...sgd, ...(shared === null ? {} : { domain: shared }) },
  'minimize, in progress': {
    ...partial,
    metric: nll,
    cells: partial.cells.map((cell) => ({ ...cell, value: cell.value === null ? null : 4 * (1 - cell.value) })),
  },
  empty: {
    metric: accuracy,
    xAxis: { title: 'learning rate', values: [] },
    yAxis: { title: 'loss', values: [] },
    cells: [],
  },
  'one point': {
    metric: accuracy,
    xAxis: learningRateAxis([1e-3]),
    yAxis: axis('loss', ['cross-entropy']),
    cells: [
      { cell: 'only', x: '0.001', y: 'cross-entropy', value: 0.9731, state: 'finished', count: 1, trialIds: [1] },
    ],
  },
  diverged: {
    ...typical,
    cells: typical.cells.map((cell, index) => ({
      ...cell,
      value: index % 2 ? Number.NaN : null,
      state: 'diverged' as const,
      count: 0,
      divergedCount: 5,
    })),
  },
  '500 runs': {
    metric: accuracy,
    xAxis: manyRates,
    yAxis: manyLosses,
    cells: grid('many', manyRates, manyLosses, 10, 20),
  },
  'long names': {
    metric: accuracy,
    xAxis: longColumns,
    yAxis: longAxis,
    cells: grid('long', longColumns, longAxis, 1),
  },
} as const satisfies Record<string, HeatmapData>;

export const exhibits = exhibitsOf('Heatmap', heatmapFixtures, buildHeatmapConfig, (data) => ({
  heightPx: heatmapHeightPx(data),
}));
