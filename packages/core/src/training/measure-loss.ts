import {
  mean,
  ones,
  softmax,
  tidy,
  valueAndGrads,
  zeros,
  type Scalar,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { loadGradients } from '../ops/load-gradients.ts';
import type { Loss } from '../losses/index.ts';
import { measurePeak } from '../tensors/measure-peak.ts';

const images = 4;

/**
 * Measures the bytes that a loss and its gradient take at their peak per image, besides logits and targets. An engine
 * must be open.
 */
export async function measureLoss(loss: Loss, classes: number): Promise<number> {
  loadGradients();
  const logits = zeros([images, classes]) as Tensor2D;
  const targets = tidy(() => softmax(ones([images, classes])) as Tensor2D);
  try {
    const peak = await measurePeak(() => {
      tidy(() => {
        const step = valueAndGrads((values: Tensor): Scalar => mean(loss(values as Tensor2D, targets)));
        step([logits]);
      });
    });
    return peak / images;
  } finally {
    logits.dispose();
    targets.dispose();
  }
}
