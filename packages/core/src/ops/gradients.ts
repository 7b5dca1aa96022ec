import type { GradConfig } from '@tensorflow/tfjs-core';
import { conv2dGradient } from './conv2d.ts';
import { denseGradient } from './dense.ts';
import { depthwiseConv2dGradient } from './depthwise-conv2d.ts';
import { maxPoolGradient } from './max-pool.ts';
import { normalizeGradient } from './normalize.ts';

/** Gradients of our fused kernels; an engine that has the kernels registers these with them. */
export const kernelGradients: readonly GradConfig[] = [
  conv2dGradient,
  denseGradient,
  depthwiseConv2dGradient,
  maxPoolGradient,
  normalizeGradient,
];
