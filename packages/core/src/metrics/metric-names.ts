/** Which direction is better. */
export type Goal = 'maximize' | 'minimize';

export interface MetricDefinition {
  readonly title: string;
  readonly summary: string;
  readonly goal: Goal;
}

/** Measured on the same data for every run, because values of different losses are not comparable. */
export const evaluationMetrics = {
  loss: { title: 'Loss', summary: "Mean of the trial's own loss.", goal: 'minimize' },
  accuracy: {
    title: 'Accuracy',
    summary: 'Share of images whose largest logit is the true class, 0..1.',
    goal: 'maximize',
  },
  nll: {
    title: 'NLL',
    summary: 'Mean negative log-likelihood of the true class under softmax, nats.',
    goal: 'minimize',
  },
  brier: {
    title: 'Brier score',
    summary: 'Mean squared distance of softmax probabilities to the one-hot truth, 0..2.',
    goal: 'minimize',
  },
  ece: { title: 'ECE', summary: 'Expected calibration error, 15 equal-width bins, 0..1.', goal: 'minimize' },
  top_3_accuracy: {
    title: 'Top-3 accuracy',
    summary:
      'Share of images whose true class is among the 3 largest logits, 0..1; of equal logits the lower class counts.',
    goal: 'maximize',
  },
  top_5_accuracy: {
    title: 'Top-5 accuracy',
    summary: 'Share of images whose true class is among the 5 largest logits, 0..1; 1 for five classes or fewer.',
    goal: 'maximize',
  },
  balanced_accuracy: {
    title: 'Balanced accuracy',
    summary: 'Mean recall over the classes that have images, 0..1: rare classes weigh as much as frequent ones.',
    goal: 'maximize',
  },
  macro_f1: {
    title: 'Macro F1',
    summary: 'Mean F1 score over the classes that occur in truth or prediction, 0..1.',
    goal: 'maximize',
  },
} as const satisfies Record<string, MetricDefinition>;

export type EvaluationMetricName = keyof typeof evaluationMetrics;

/** Every evaluation metric of one model on one split. */
export type EvaluationMetrics = Readonly<Record<EvaluationMetricName, number>>;

/** How the training itself went, once per epoch. */
export const trainingMetrics = {
  learning_rate: { title: 'Learning rate', summary: 'Learning rate of the last step of the epoch.', goal: 'minimize' },
  gradient_norm: {
    title: 'Gradient norm',
    summary: 'Mean over steps of the global L2 norm of the gradient.',
    goal: 'minimize',
  },
  seconds: { title: 'Seconds', summary: 'Wall-clock seconds of the epoch, evaluation included.', goal: 'minimize' },
  samples_per_second: {
    title: 'Samples/s',
    summary: 'Training images per second, evaluation excluded.',
    goal: 'maximize',
  },
  engine_memory: {
    title: 'Engine memory',
    summary:
      'MiB that the engine of the worker has reserved by the end of the epoch, those of earlier trials included.',
    goal: 'minimize',
  },
} as const satisfies Record<string, MetricDefinition>;

export type TrainingMetricName = keyof typeof trainingMetrics;

/** `validation.accuracy`: the name of a metric in YAML, SQL, JSON and the page. */
export type MetricName = `${'train' | 'validation' | 'test'}.${EvaluationMetricName}` | TrainingMetricName;

/** What a sweep may optimize: validation metrics only; choosing by the test set would make its result meaningless. */
export const objectiveNames: readonly `validation.${EvaluationMetricName}`[] = (
  Object.keys(evaluationMetrics) as EvaluationMetricName[]
).map((name) => `validation.${name}` as const);
