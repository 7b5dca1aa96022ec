import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../tensors/named-tensors.ts';
import { applyGradients } from './apply-gradients.ts';
import type { Optimizer } from './gradient-transform.ts';

/** Whether a parameter is a kernel: its last axis counts units, the others what comes in to each. Biases and scales are none. */
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

/** The part of a state whose keys are `<parameter>/<slot>` of these parameters. */
function slotsOf(parameters: NamedTensors, state: NamedTensors): NamedTensors {
  const isOwn = ([key]: readonly [string, Tensor]): boolean => key.slice(0, key.lastIndexOf('/')) in parameters;
  return Object.fromEntries(Object.entries(state).filter(isOwn));
}

/** One optimizer for kernels (rank 2 and more), another one for all other parameters. */
export function byRank(forKernels: Optimizer, forOthers: Optimizer): Optimizer {
  return {
    init(parameters) {
      const [kernels, others] = split(parameters);
      return { ...forKernels.init(kernels), ...forOthers.init(others) };
    },
    update(gradients, state, parameters, context) {
      const [kernels, others] = split(gradients);
      // Chains pass on the state of others that they are given: each optimizer gets its own alone.
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
