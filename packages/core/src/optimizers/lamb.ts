import { z } from 'zod';
import { define } from '../registry/index.ts';
import { adamOptions } from './adam-options.ts';
import { addDecayedWeights, weightDecayOption } from './add-decayed-weights.ts';
import { chain } from './chain.ts';
import { scaleByAdam } from './scale-by-adam.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';
import { scaleByTrustRatio } from './scale-by-trust-ratio.ts';

/**
 * `u = m^ / (sqrt(v^) + epsilon) + weight_decay w`, `w' = w - learning_rate u |w| / |u|`: each parameter tensor moves by the
 * learning rate times its own norm. Learning rate: 0.01 to begin with.
 */
export const lamb = define({
  title: 'LAMB',
  summary:
    'Adam whose update of each tensor is as long as learning_rate times the tensor; for large batches; try 0.01.',
  source: 'You et al. (2020), Large batch optimization for deep learning, arXiv:1904.00962',
  options: z.strictObject({ ...adamOptions, weight_decay: weightDecayOption(0) }),
  create: (options) =>
    chain(
      scaleByAdam({ beta1: options.beta_1, beta2: options.beta_2, epsilon: options.epsilon }),
      addDecayedWeights(options.weight_decay),
      scaleByTrustRatio,
      scaleByLearningRate,
    ),
});
