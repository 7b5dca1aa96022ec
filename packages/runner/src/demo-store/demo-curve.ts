import { createStream } from '@sweepdeck/core/random';
import type { MetricName } from '@sweepdeck/core/metrics';

/** The settings that an invented learning curve depends on. */
export interface DemoSettings {
  readonly loss: string;
  readonly optimizer: string;
  readonly learningRate: number;
  readonly seed: number;
  readonly epochs: number;
}

export interface DemoCurve {
  readonly epochs: readonly Readonly<Partial<Record<MetricName, number>>>[];
  /** The epoch, counted from 1, in which the loss became infinite or NaN. */
  readonly divergedIn: number | null;
  readonly testAccuracy: number;
}

/** log10 of the best rate of each optimizer, and the accuracy that it reaches there. */
const optimizers: Readonly<Record<string, { readonly bestRate: number; readonly accuracy: number }>> = {
  sgd: { bestRate: -0.7, accuracy: 0.974 },
  momentum: { bestRate: -1.6, accuracy: 0.983 },
  adam: { bestRate: -3, accuracy: 0.986 },
  rmsprop: { bestRate: -3, accuracy: 0.983 },
};
const lossPenalty: Readonly<Record<string, number>> = { 'cross-entropy': 0, mse: 0.004, hinge: 0.002 };

/**
 * Invents a learning curve of realistic shape: accuracy drops on both sides of the best rate, and too large a rate
 * diverges.
 */
export function demoCurve(settings: DemoSettings): DemoCurve {
  const { loss, optimizer, learningRate, seed, epochs } = settings;
  const stream = createStream(seed, `demo/${loss}/${optimizer}/${learningRate}`, 0);
  const { bestRate, accuracy } = optimizers[optimizer] ?? { bestRate: -2, accuracy: 0.97 };
  const distance = Math.log10(learningRate) - bestRate;
  const lost = (lossPenalty[loss] ?? 0) + (distance > 0 ? 0.03 * distance ** 2 : 0.012 * distance ** 2);
  const ceiling = Math.max(0.12, accuracy - lost + 0.0015 * stream.nextNormal());
  const speed = Math.max(0.05, 1.1 + 0.45 * Math.min(0, distance));
  // At the edge of stability, only some seeds diverge.
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
      engine_memory: 48,
    };
  });
  const best = Math.max(0, ...curve.map((metrics) => metrics['validation.accuracy']));
  return { epochs: curve, divergedIn, testAccuracy: clamp(best - 0.002 + 0.001 * stream.nextNormal()) };
}

/** Invents a value of the loss that fits a negative log-likelihood. */
export function demoLoss(nll: number, loss: string): number {
  if (loss === 'mse') return nll / 18;
  return loss === 'hinge' ? nll * 1.4 : nll;
}

function evaluation(
  split: 'train' | 'validation',
  accuracy: number,
  loss: string,
  noise: number,
): Partial<Record<MetricName, number>> {
  const nll = 3.1 * (1 - accuracy) + 0.01 * noise;
  return {
    [`${split}.loss`]: demoLoss(nll, loss),
    [`${split}.accuracy`]: accuracy,
    [`${split}.nll`]: nll,
    [`${split}.brier`]: 1.55 * (1 - accuracy),
    [`${split}.ece`]: 0.004 + 0.02 * noise * (1 - accuracy),
    [`${split}.top_3_accuracy`]: 1 - 0.3 * (1 - accuracy),
    [`${split}.top_5_accuracy`]: 1 - 0.15 * (1 - accuracy),
    [`${split}.balanced_accuracy`]: accuracy - 0.05 * noise * (1 - accuracy),
    [`${split}.macro_f1`]: accuracy - 0.08 * noise * (1 - accuracy),
  };
}

function clamp(accuracy: number): number {
  // Accuracies on 1,000 images are multiples of 0.001, so ties happen as often as in real sweeps.
  return Math.round(Math.min(0.999, Math.max(0.08, accuracy)) * 1000) / 1000;
}
