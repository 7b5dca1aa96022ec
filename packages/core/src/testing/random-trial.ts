import { objectiveNames } from '../metrics/index.ts';
import { createStream } from '../random/index.ts';

/** Files that a random trial may name. */
export interface TrialFiles {
  readonly optimizer: { readonly module: string; readonly sha256: string };
  readonly loss: { readonly module: string; readonly sha256: string };
  /** Folder of a saved model. */
  readonly pretrained: string;
}

/** A trial of tiny images, and the steps at which it is to stop. */
export interface RandomTrial {
  /** Input of the schema of a trial. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Shares of the training, 0 to 1, in rising order. */
  readonly stops: readonly number[];
}

/** Names that must all occur, by part; each case takes the next one of each list. */
export interface NamesInTurn {
  readonly optimizers: readonly string[];
  readonly schedules: readonly string[];
  readonly losses: readonly string[];
}

const layerLists = [
  [
    { name: 'conv2d', filters: 4, padding: 'same', bias: false },
    'batch-norm',
    'relu',
    {
      name: 'residual',
      survival: 0.7,
      layers: [{ name: 'conv2d', filters: 4, padding: 'same', stride: 2 }, 'batch-norm', 'silu'],
    },
    'flatten',
    { name: 'dropout', rate: 0.4 },
    'dense',
  ],
  [
    { name: 'depthwise-conv2d', kernel_size: 3, multiplier: 4 },
    { name: 'group-norm', groups: 2 },
    'gelu',
    { name: 'max-pool', size: 2 },
    'layer-norm',
    'global-average-pool',
    { name: 'dense', units: 6, activation: 'tanh' },
    'dense',
  ],
];

const deepest = { name: 'resnet20', width: 1 };

/** Models of a few hundred weights. */
function modelsOf({ pretrained }: TrialFiles): readonly object[] {
  return [
    { name: 'logistic' },
    { name: 'mlp', width: 6, depth: 2 },
    { name: 'seed-cnn', width: 0.1, dropout: 0.3 },
    ...layerLists.map((layers) => ({ name: 'layers', layers })),
    { name: 'pretrained', path: pretrained },
    { name: 'pretrained', path: pretrained, fine_tune_from: 'late' },
    { name: 'lenet5', width: 0.25 },
    { name: 'vgg-mini', width: 1, units: 4 },
    { name: 'resnet8', width: 1 },
    { name: 'mobilenet-mini', width: 2, depth: 1 },
  ];
}

/**
 * Draws a trial with random parts and options: a pure function of the index. Optimizers, schedules, losses and models
 * come in turn, so that each occurs.
 */
export function drawRandomTrial(index: number, names: NamesInTurn, files: TrialFiles): RandomTrial {
  const { nextUniform, nextInteger } = createStream(index, 'random-trial', 0);
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item => items[nextInteger(items.length)] ?? items[0];
  const inTurn = (list: readonly string[]): string => list[index % list.length] ?? '';
  const maybe = (share: number, options: object): object => (nextUniform() < share ? options : {});
  const models = modelsOf(files);
  const [optimizer, loss, schedule] = [inTurn(names.optimizers), inTurn(names.losses), inTurn(names.schedules)];
  const scheduleOptions: Readonly<Record<string, object>> = {
    cosine: { cycles: 2 },
    'reduce-on-plateau': { patience: 0, factor: 0.5 },
    step: { every: 0.25 },
  };
  const config = {
    seed: nextInteger(2 ** 32),
    // The deepest one takes as long as five others.
    model: index % 40 === 39 ? deepest : models[index % models.length],
    loss:
      loss === 'module'
        ? { name: loss, ...files.loss }
        : { name: loss, ...(loss === 'combined' ? { terms: { mse: 0.5, focal: 1 } } : {}) },
    optimizer: {
      name: optimizer,
      ...(optimizer === 'module' ? files.optimizer : {}),
      ...maybe(0.25, { clip_norm: 0.5 }),
      ...maybe(0.2, { clip_value: 0.1 }),
      ...maybe(0.25, { weight_decay: 0.05 }),
      ...maybe(0.3, { weight_ema: 0.9 }),
    },
    // Rates that are too high make trials diverge, which must happen at the same step.
    learning_rate: pick([0.001, 0.003, 0.01, 0.01, 0.03, 1, 100]),
    schedule: { name: schedule, ...scheduleOptions[schedule], ...maybe(0.4, { warm_up: 0.3 }) },
    training: {
      epochs: 1 + nextInteger(4),
      batch_size: pick([5, 7, 11]),
      ...maybe(0.4, { early_stopping: { patience: 1, restore_best: nextUniform() < 0.7 } }),
    },
    augmentation: {
      ...maybe(0.2, { random_crop: 1 }),
      ...maybe(0.2, { flip: 'both' }),
      ...maybe(0.2, { rotate: 15, zoom: 0.1 }),
      ...maybe(0.2, { brightness: 0.2, contrast: 0.2 }),
      ...maybe(0.2, { noise: 0.1 }),
      ...maybe(0.2, { cutout: 3 }),
      ...maybe(0.2, { rand_augment: {} }),
    },
    regularization: {
      ...maybe(0.2, { l1: 0.001 }),
      ...maybe(0.2, { l2: 0.001 }),
      ...maybe(0.2, { max_norm: 1 }),
      ...maybe(0.2, { mixup: 0.4 }),
      ...maybe(0.2, { cutmix: 1 }),
    },
    metric: {
      name: objectiveNames[nextInteger(objectiveNames.length)] ?? objectiveNames[0],
      goal: pick(['maximize', 'minimize']),
    },
    ...maybe(0.3, { fold: { index: nextInteger(3), count: 3 } }),
  };
  const stops = Array.from({ length: 1 + nextInteger(3) }, nextUniform).toSorted((a, b) => a - b);
  return { config, stops };
}
