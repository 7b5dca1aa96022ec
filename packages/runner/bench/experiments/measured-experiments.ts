import type { MetricName } from '@sweepdeck/core/metrics';

/** A figure of a cell: the mean over its seeds of a value per trial. */
export type Column =
  /** The objective at the epoch that validation chose. */
  | { readonly title: string; readonly of: 'objective' }
  /** A test metric at that epoch. */
  | { readonly title: string; readonly of: 'test'; readonly metric: MetricName }
  /** A metric in the last epoch. */
  | { readonly title: string; readonly of: 'last-epoch'; readonly metric: MetricName }
  /** The best value over the epochs. */
  | { readonly title: string; readonly of: 'best-epoch'; readonly metric: MetricName };

export interface MeasuredExperiment {
  readonly file: string;
  /** Title of the rows: the swept axis. */
  readonly rows: string;
  /** The first column is compared with `reference`. */
  readonly columns: readonly [Column, ...Column[]];
  /** Labels of the cells in the order of the file, if their own are unclear. */
  readonly labels?: readonly string[];
  /** Label of the cell that the others are compared with, seed by seed. */
  readonly reference?: string;
  /** Further runs; the suffix in their rows says what differs. */
  readonly variants?: readonly { readonly suffix: string; readonly sets: readonly string[] }[];
  /** True if the experiment trains on MNIST, which may be in a folder. */
  readonly isMnist: boolean;
}

/** The experiments whose comments contain figures, by name. */
export const measuredExperiments: Readonly<Record<string, MeasuredExperiment>> = {
  'seed-cnn': {
    file: 'seed-cnn.yaml',
    rows: 'loss',
    columns: [{ title: 'test accuracy', of: 'test', metric: 'test.accuracy' }],
    reference: 'cross-entropy',
    isMnist: true,
  },
  losses: {
    file: 'losses.yaml',
    rows: 'loss',
    columns: [{ title: 'validation accuracy', of: 'objective' }],
    // 0.001 is too large for mae: its gradient vanishes where the model is confidently wrong.
    variants: [
      { suffix: ', learning rate 0.0002', sets: ['learning_rate=0.0002', 'parameters={ loss: { values: [mae] } }'] },
    ],
    isMnist: true,
  },
  layers: {
    file: 'layers.yaml',
    rows: 'normalization',
    labels: ['none', 'batch norm', 'layer norm', 'group norm', 'none, residual block'],
    columns: [{ title: 'validation accuracy', of: 'objective' }],
    isMnist: false,
  },
  'label-noise': {
    file: 'label-noise.yaml',
    rows: 'loss',
    columns: [
      { title: 'test accuracy', of: 'test', metric: 'test.accuracy' },
      { title: 'agrees with labels', of: 'last-epoch', metric: 'train.accuracy' },
      { title: 'best validation', of: 'best-epoch', metric: 'validation.accuracy' },
    ],
    reference: 'cross-entropy',
    isMnist: true,
  },
  'long-tail': {
    file: 'long-tail.yaml',
    rows: 'loss',
    columns: [
      { title: 'balanced test accuracy', of: 'test', metric: 'test.balanced_accuracy' },
      { title: 'train accuracy', of: 'last-epoch', metric: 'train.accuracy' },
    ],
    reference: 'cross-entropy',
    isMnist: true,
  },
};
