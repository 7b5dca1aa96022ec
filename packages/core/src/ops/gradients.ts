import type { GradConfig } from '@tensorflow/tfjs-core';
import { activateGradient } from './activate.ts';
import { conv2dGradient } from './conv2d.ts';
import { conv2dMaxPoolGradient } from './conv2d-max-pool.ts';
import { crossEntropyGradient } from './cross-entropy.ts';
import { denseGradient } from './dense.ts';
import { depthwiseConv2dGradient } from './depthwise-conv2d.ts';
import { dropoutGradient } from './dropout.ts';
import { logSoftmaxGradient } from './log-softmax.ts';
import { maxPoolGradient } from './max-pool.ts';
import { normalizeGradient } from './normalize.ts';

/** Gradients of our fused kernels, for engines that have the kernels. */
export const kernelGradients: readonly GradConfig[] = [
  activateGradient,
  conv2dGradient,
  conv2dMaxPoolGradient,
  crossEntropyGradient,
  denseGradient,
  depthwiseConv2dGradient,
  dropoutGradient,
  logSoftmaxGradient,
  maxPoolGradient,
  normalizeGradient,
];
