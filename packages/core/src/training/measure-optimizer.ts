import { dispose, ones, tidy } from '@tensorflow/tfjs-core';
import { measurePeak } from '../tensors/measure-peak.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';
import { applyGradients } from '../optimizers/transforms/apply-gradients.ts';
import type { Optimizer } from '../optimizers/transforms/gradient-transform.ts';

/** The memory that an optimizer needs, in multiples of the parameters. */
export interface OptimizerNeed {
  /** State between steps: 2 for Adam. */
  readonly state: number;
  /** Peak within a step, besides parameters, gradients and state, old and new. */
  readonly work: number;
  /** Peak that is freed again after each parameter, in multiples of the largest one. */
  readonly workOfLargest: number;
}

const size = 16;
const bytesPerMatrix = 4 * size * size;

/**
 * Measures an optimizer: takes a step on one and on three small matrices, and counts the tensors that are alive
 * meanwhile. An engine must be open.
 */
export async function measureOptimizer(optimizer: Optimizer): Promise<OptimizerNeed> {
  const one = await measureStep(optimizer, 1);
  const three = await measureStep(optimizer, 3);
  const work = Math.max(0, (three.work - one.work) / 2);
  return { state: one.state, work, workOfLargest: Math.max(0, one.work - work) };
}

/** Returns the size of the state of one matrix, as a multiple of the matrix: 2 for Adam. */
export function countSlots(optimizer: Optimizer): number {
  return tidy(() => valuesOf(optimizer.init(matrices(1))) / (size * size));
}

/** Measures in multiples of one matrix. */
async function measureStep(optimizer: Optimizer, count: number): Promise<{ state: number; work: number }> {
  const [parameters, gradients] = [matrices(count), matrices(count)];
  const old = optimizer.init(parameters);
  const state = valuesOf(old) / (size * size);
  try {
    const peak = await measurePeak(() => {
      const context = { step: 1, learningRate: 0.1 };
      const next = tidy(() => ({ ...applyGradients(optimizer, gradients, old, parameters, context) }));
      dispose([next.parameters, next.state]);
    });
    return { state: state / count, work: peak / bytesPerMatrix - count - state };
  } finally {
    dispose([parameters, gradients, old]);
  }
}

function matrices(count: number): NamedTensors {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`dense${i}/kernel`, ones([size, size])]));
}

function valuesOf(tensors: NamedTensors): number {
  return Object.values(tensors).reduce((sum, tensor) => sum + tensor.size, 0);
}
