import { createStream } from '@sweepdeck/core/random';
import type { MetricName } from '@sweepdeck/core/metrics';

/** What decides an invented learning curve. */
export interface DemoSettings {
  readonly loss: string;
  readonly optimizer: string;
  readonly learningRate: number;
  readonly seed: number;
  readonly epochs: number;
}

export interface DemoCurve {
  readonly epochs: readonly Readonly<Partial<Record<MetricName, number>>>[];
  /** Epoch, counted from 1, in which the loss stopped being finite. */
  readonly divergedIn: number | null;
  readonly testAccuracy: number;
}

/** log10 of the rate that suits each optimizer best, and the accuracy it then reaches. */
const optimizers: Readonly<Record<string, { readonly bestRate: number; readonly accuracy: number }>> = {
  sgd: { bestRate: -0.7, accuracy: 0.974 },
  momentum: { bestRate: -1.6, accuracy: 0.983 },
  adam: { bestRate: -3, accuracy: 0.986 },
  rmsprop: { bestRate: -3, accuracy: 0.983 },
};
const lossPenalty: Readonly<Record<string, number>> = { 'cross-entropy': 0, mse: 0.004, hinge: 0.002 };

/** Invented numbers in the shape of real ones: accuracy falls off on both sides of the best rate, too large a rate diverges. */
export function demoCurve(settings: DemoSettings): DemoCurve {
  const { loss, optimizer, learningRate, seed, epochs } = settings;
  const stream = createStream(seed, `demo/${loss}/${optimizer}/${learningRate}`, 0);
  const { bestRate, accuracy } = optimizers[optimizer] ?? { bestRate: -2, accuracy: 0.97 };
  const distance = Math.log10(learningRate) - bestRate;
  const lost = (lossPenalty[loss] ?? 0) + (distance > 0 ? 0.03 * distance ** 2 : 0.012 * distance ** 2);
  const ceiling = Math.max(0.12, accuracy - lost + 0.0015 * stream.nextNormal());
  const speed = Math.max(0.05, 1.1 + 0.45 * Math.min(0, distance));
  // At the edge of stability only some seeds diverge.
  const isUnstable = distance > 1.4 || (distance > 0.5 && loss === 'mse' && seed === 2);
  const divergedIn = isUnstable && loss !== 'hinge' ? 1 + stream.nextInteger(3) : null;
  const measured = divergedIn === null ? epochs : divergedIn - 1;
  const curve = Array.from({ length: measured }, (_, index) => {
    const epoch = index + 1;
    const validation = clamp(ceiling - (ceiling - 0.1) * Math.exp(-speed * epoch) + 0.001 * stream.nextNormal());
    const train = clamp(validation + 0.002 * Math.sqrt(epoch));
    const seconds = 3.1 + 0.2 * stream.nextUniform();
    return {
      ...evaluation('train', train, loss, stream.nextUniform()),
      ...evaluation('validation', validation, loss, stream.nextUniform()),
      'validation.accuracy': validation,
      learning_rate: learningRate,
      gradient_norm: 2.2 * Math.exp(-0.3 * epoch) + 0.2 * stream.nextUniform(),
      seconds,
      samples_per_second: 12_800 / seconds,
    };
  });
  const best = Math.max(0, ...curve.map((metrics) => metrics['validation.accuracy']));
  return { epochs: curve, divergedIn, testAccuracy: clamp(best - 0.002 + 0.001 * stream.nextNormal()) };
}

function evaluation(
  split: 'train' | 'validation' | 'test',
  accuracy: number,
  loss: string,
  noise: number,
): Partial<Record<MetricName, number>> {
  const nll = 3.1 * (1 - accuracy) + 0.01 * noise;
  return {
    [`${split}.loss`]: loss === 'mse' ? nll / 18 : loss === 'hinge' ? nll * 1.4 : nll,
    [`${split}.accuracy`]: accuracy,
    [`${split}.nll`]: nll,
    [`${split}.brier`]: 1.55 * (1 - accuracy),
    [`${split}.ece`]: 0.004 + 0.02 * noise * (1 - accuracy),
  };
}

/** Test metrics that fit an accuracy. */
export function demoTestMetrics(accuracy: number, loss: string): Partial<Record<MetricName, number>> {
  return evaluation('test', accuracy, loss, 0.5);
}

/** Pairs of digits that are easily taken for each other. */
const lookAlikes: readonly (readonly [truth: number, prediction: number])[] = [
  [4, 9],
  [7, 2],
  [3, 5],
  [8, 3],
  [9, 4],
  [5, 3],
  [2, 7],
  [6, 0],
  [1, 7],
  [0, 6],
];

/** `confusion[truth][prediction]` over 1,000 images of ten classes with the given share on the diagonal. */
export function demoConfusion(accuracy: number, seed: number): number[][] {
  const stream = createStream(seed, 'demo/confusion', 0);
  const counts: number[][] = Array.from({ length: 10 }, (_, truth) =>
    Array.from({ length: 10 }, (_, p) => (p === truth ? 100 : 0)),
  );
  for (let error = 0; error < Math.round(1000 * (1 - accuracy)); error++) {
    const [truth, likely] = lookAlikes[Math.floor(10 * stream.nextUniform() ** 1.5)] ?? [4, 9];
    const prediction = stream.nextUniform() < 0.6 ? likely : (truth + 1 + stream.nextInteger(9)) % 10;
    const row = counts[truth];
    if (row === undefined || (row[truth] ?? 0) === 0) continue;
    row[truth] = (row[truth] ?? 0) - 1;
    row[prediction] = (row[prediction] ?? 0) + 1;
  }
  return counts;
}

function clamp(accuracy: number): number {
  // Accuracies of 1,000 images are multiples of 0.001, so ties happen as they do in real sweeps.
  return Math.round(Math.min(0.999, Math.max(0.08, accuracy)) * 1000) / 1000;
}
