import type { Goal } from '../statistics/index.ts';

/**
 * How a metric's values are written and scaled: `share` is 0 to 1 and shown in percent, `loss` is better when
 * smaller, `rate` is a learning rate, `seconds` a time, `count` a whole number; any other is a `number`.
 */
export type MetricKind = 'share' | 'loss' | 'rate' | 'seconds' | 'count' | 'number';

export interface MetricDefinition {
  /** As it appears within a sentence: `top-3 accuracy`, `Brier score`. */
  readonly title: string;
  readonly kind: MetricKind;
  readonly summary: string;
  /** Smallest and largest value, with the unit if there is one. */
  readonly range: string;
  /** The range as numbers; null for no bound. */
  readonly bounds: readonly [smallest: number | null, largest: number | null];
  readonly goal: Goal;
  /** Formula in the notation of docs/reference/catalog.md. */
  readonly formula?: string;
  readonly source?: string;
}

const topSource = 'Russakovsky et al. (2015), ImageNet large scale visual recognition challenge, arXiv:1409.0575';

/** Metrics measured on the same data for every run, because values of different losses are not comparable. */
export const evaluationMetrics = {
  loss: {
    title: 'loss',
    kind: 'loss',
    summary: "Mean of the trial's own loss.",
    range: 'the range of the loss',
    bounds: [null, null],
    goal: 'minimize',
    formula: '1/n sum_i loss(z_i, y_i)',
  },
  accuracy: {
    title: 'accuracy',
    kind: 'share',
    summary: 'Share of images whose largest logit is the true class; in a tie the lower class counts.',
    range: '0 to 1',
    bounds: [0, 1],
    goal: 'maximize',
    formula: '1/n sum_i [argmax_k z_ik = y_i]',
  },
  nll: {
    title: 'NLL',
    kind: 'loss',
    summary: 'Mean negative log-likelihood of the true class under softmax.',
    range: '0 and up, nats',
    bounds: [0, null],
    goal: 'minimize',
    formula: '-1/n sum_i log p_i,y_i',
    source: 'Good (1952), Rational decisions',
  },
  brier: {
    title: 'Brier score',
    kind: 'loss',
    summary: 'Mean squared distance between softmax probabilities and the one-hot truth.',
    range: '0 to 2',
    bounds: [0, 2],
    goal: 'minimize',
    formula: '1/n sum_i sum_k (p_ik - [k = y_i])^2',
    source: 'Brier (1950), Verification of forecasts expressed in terms of probability',
  },
  ece: {
    title: 'ECE',
    kind: 'share',
    summary:
      'Expected calibration error: difference between confidence and accuracy over 15 equal-width bins of the largest probability.',
    range: '0 to 1',
    bounds: [0, 1],
    goal: 'minimize',
    formula: 'sum_b n_b/n |accuracy_b - confidence_b|',
    source: 'Guo et al. (2017), On calibration of modern neural networks, arXiv:1706.04599',
  },
  top_3_accuracy: {
    title: 'top-3 accuracy',
    kind: 'share',
    summary: 'Share of images whose true class is among the 3 largest logits; in a tie the lower class counts.',
    range: '0 to 1',
    bounds: [0, 1],
    goal: 'maximize',
    formula: '1/n sum_i [y_i is among the 3 largest z_ik]',
    source: topSource,
  },
  top_5_accuracy: {
    title: 'top-5 accuracy',
    kind: 'share',
    summary: 'Share of images whose true class is among the 5 largest logits; 1 for five classes or fewer.',
    range: '0 to 1',
    bounds: [0, 1],
    goal: 'maximize',
    formula: '1/n sum_i [y_i is among the 5 largest z_ik]',
    source: topSource,
  },
  balanced_accuracy: {
    title: 'balanced accuracy',
    kind: 'share',
    summary: 'Mean recall over the classes that have images: rare classes count as much as frequent ones.',
    range: '0 to 1',
    bounds: [0, 1],
    goal: 'maximize',
    formula: 'mean_k hits_k / images_k',
    source: 'scikit-learn, balanced_accuracy_score',
  },
  macro_f1: {
    title: 'macro F1',
    kind: 'share',
    summary: 'Mean F1 score over the classes that occur in truth or prediction.',
    range: '0 to 1',
    bounds: [0, 1],
    goal: 'maximize',
    formula: 'mean_k 2 hits_k / (images_k + predicted_k)',
    source: "scikit-learn, f1_score(average='macro', zero_division=0)",
  },
} as const satisfies Record<string, MetricDefinition>;

export type EvaluationMetricName = keyof typeof evaluationMetrics;

/** Every evaluation metric of one model on one split. */
export type EvaluationMetrics = Readonly<Record<EvaluationMetricName, number>>;

/** Metrics of the training itself, once per epoch. */
export const trainingMetrics = {
  learning_rate: {
    title: 'learning rate',
    kind: 'rate',
    summary: "Learning rate of the epoch's last step.",
    range: '0 and up',
    bounds: [0, null],
    goal: 'minimize',
  },
  gradient_norm: {
    title: 'gradient norm',
    kind: 'number',
    summary: 'Mean over steps of the global L2 norm of the gradient.',
    range: '0 and up',
    bounds: [0, null],
    goal: 'minimize',
    formula: '1/steps sum_t sqrt(sum_j g_tj^2)',
  },
  seconds: {
    title: 'seconds per epoch',
    kind: 'seconds',
    summary: 'Wall-clock time of the epoch, evaluation included.',
    range: '0 and up, seconds',
    bounds: [0, null],
    goal: 'minimize',
  },
  samples_per_second: {
    title: 'samples per second',
    kind: 'count',
    summary: 'Training images per second, evaluation excluded.',
    range: '0 and up, images per second',
    bounds: [0, null],
    goal: 'maximize',
    formula: 'images / seconds of the steps',
  },
  engine_memory: {
    title: 'engine memory (MiB)',
    kind: 'number',
    summary: "Memory that the worker's engine has reserved by the end of the epoch, including that of earlier trials.",
    range: '0 and up, MiB',
    bounds: [0, null],
    goal: 'minimize',
  },
} as const satisfies Record<string, MetricDefinition>;

export type TrainingMetricName = keyof typeof trainingMetrics;

/** The name of a metric in YAML, SQL, JSON and on pages: `validation.accuracy`. */
export type MetricName = `${'train' | 'validation' | 'test'}.${EvaluationMetricName}` | TrainingMetricName;

/**
 * Finds a metric's definition by its full name: `validation.accuracy` gives that of `accuracy`. Undefined for an
 * unknown name.
 */
export function findMetric(name: string): MetricDefinition | undefined {
  const definitions: Readonly<Record<string, MetricDefinition>> = { ...evaluationMetrics, ...trainingMetrics };
  const last = name.slice(name.lastIndexOf('.') + 1);
  return Object.hasOwn(definitions, last) ? definitions[last] : undefined;
}

/**
 * The metrics that a sweep may optimize. Only validation metrics: choosing by the test set would make its result
 * meaningless.
 */
export const objectiveNames: readonly `validation.${EvaluationMetricName}`[] = (
  Object.keys(evaluationMetrics) as EvaluationMetricName[]
).map((name) => `validation.${name}` as const);
