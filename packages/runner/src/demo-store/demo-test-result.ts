import { EvaluationAccumulator, type EvaluationMetricName, type MetricName } from '@sweepdeck/core/metrics';
import { createStream } from '@sweepdeck/core/random';
import type { ModelSize, TrialArtifacts } from '../records/trial-artifacts.ts';
import { demoLoss } from './demo-curve.ts';

export interface DemoTestResult {
  readonly metrics: Readonly<Partial<Record<MetricName, number>>>;
  readonly artifacts: TrialArtifacts;
}

/** Size of the seed CNN on gray images of 28 x 28 pixels and ten classes. */
export const demoModelSize: ModelSize = { parameterCount: 693_962, multiplyAdds: 888_192 };

const classes = 10;

/**
 * Invents predictions for 1,000 of 5,000 test images, and the metrics measured on them. Poor models are
 * overconfident.
 */
export function demoTestResult(accuracy: number, seed: number, loss: string): DemoTestResult {
  const stream = createStream(seed, 'demo/confidence', 0);
  const accumulator = new EvaluationAccumulator(classes);
  let images = 0;
  for (const [truth, counts] of demoConfusion(accuracy, seed).entries()) {
    for (const [prediction, count] of counts.entries()) {
      for (let image = 0; image < count; image++) {
        const chance = stream.nextUniform();
        const confidence = truth === prediction ? 1 - 0.75 * chance ** 40 : 0.3 + 0.68 * chance;
        // 7 and 5,000 are coprime, so no image comes twice.
        const index = (7 * images++ + 3) % 5000;
        accumulator.add(demoLogits(truth, prediction, confidence), [truth], 0, [index]);
      }
    }
  }
  const measured = accumulator.metrics();
  const test = Object.entries({ ...measured, loss: demoLoss(measured.nll, loss) });
  return {
    metrics: Object.fromEntries(test.map(([name, value]) => [`test.${name as EvaluationMetricName}` as const, value])),
    artifacts: {
      model: demoModelSize,
      confusion: accumulator.confusion(),
      reliability: accumulator.reliability(),
      mistakes: accumulator.mistakes(),
    },
  };
}

/** Makes logits with the given prediction and confidence; if the prediction is wrong, the true class comes second. */
function demoLogits(truth: number, prediction: number, confidence: number): number[] {
  const second = truth === prediction ? 0 : Math.min(0.9 * confidence, 0.6 * (1 - confidence));
  const others = (1 - confidence - second) / (truth === prediction ? classes - 1 : classes - 2);
  return Array.from({ length: classes }, (_, k) =>
    Math.log(k === prediction ? confidence : k === truth ? second : Math.max(1e-9, others)),
  );
}

/** Pairs of digits that are easily confused. */
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

/** Makes `confusion[truth][prediction]` over 1,000 images of ten classes, with the given share on the diagonal. */
function demoConfusion(accuracy: number, seed: number): number[][] {
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
