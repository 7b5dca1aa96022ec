import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../tensors/named-tensors.ts';
import { applyGradients } from './apply-gradients.ts';
import type { Optimizer } from './gradient-transform.ts';

/**
 * Tells whether a parameter is a kernel: its last axis counts units, the others their inputs. Biases and scales are
 * not kernels.
 */
export function isKernel(parameter: Tensor): boolean {
  return parameter.rank >= 2;
}

function split(tensors: NamedTensors): readonly [kernels: NamedTensors, others: NamedTensors] {
  const entries = Object.entries(tensors);
  return [
    Object.fromEntries(entries.filter(([, tensor]) => isKernel(tensor))),
    Object.fromEntries(entries.filter(([, tensor]) => !isKernel(tensor))),
  ];
}

/** Returns the part of a state whose keys are `<parameter>/<slot>` for these parameters. */
function slotsOf(parameters: NamedTensors, state: NamedTensors): NamedTensors {
  const isOwn = ([key]: readonly [string, Tensor]): boolean => key.slice(0, key.lastIndexOf('/')) in parameters;
  return Object.fromEntries(Object.entries(state).filter(isOwn));
}

/** Uses one optimizer for kernels (rank 2 and more) and another for all other parameters. */
export function byRank(forKernels: Optimizer, forOthers: Optimizer): Optimizer {
  return {
    init(parameters) {
      const [kernels, others] = split(parameters);
      return { ...forKernels.init(kernels), ...forOthers.init(others) };
    },
    update(gradients, state, parameters, context) {
      const [kernels, others] = split(gradients);
      // A chain passes on all state it is given, so each optimizer must get only its own.
      const ofKernels = forKernels.update(kernels, slotsOf(kernels, state), parameters, context);
      const ofOthers = forOthers.update(others, slotsOf(others, state), parameters, context);
      return {
        updates: { ...ofKernels.updates, ...ofOthers.updates },
        state: { ...ofKernels.state, ...ofOthers.state },
      };
    },
    apply(gradients, state, parameters, context) {
      const [kernels, others] = split(gradients);
      const ofKernels = applyGradients(forKernels, kernels, slotsOf(kernels, state), parameters, context);
      const ofOthers = applyGradients(forOthers, others, slotsOf(others, state), parameters, context);
      return {
        parameters: { ...ofKernels.parameters, ...ofOthers.parameters },
        state: { ...ofKernels.state, ...ofOthers.state },
      };
    },
  };
}
