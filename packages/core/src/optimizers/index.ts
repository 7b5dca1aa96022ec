import type { Registry } from '../registry/index.ts';
import { adadelta } from './adadelta.ts';
import { adagrad } from './adagrad.ts';
import { adam } from './adam.ts';
import { adamax } from './adamax.ts';
import { adamw } from './adamw.ts';
import { amsgrad } from './amsgrad.ts';
import type { Optimizer } from './gradient-transform.ts';
import { lamb } from './lamb.ts';
import { lion } from './lion.ts';
import { momentum } from './momentum.ts';
import { nadam } from './nadam.ts';
import { nesterov } from './nesterov.ts';
import { radam } from './radam.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

/** Every optimizer by the name that a sweep uses. */
export const optimizerRegistry = {
  sgd,
  momentum,
  nesterov,
  adam,
  adamw,
  amsgrad,
  nadam,
  radam,
  adamax,
  rmsprop,
  adagrad,
  adadelta,
  lion,
  lamb,
} as const satisfies Registry<Optimizer>;

export type { GradientTransform, Optimizer, UpdateContext } from './gradient-transform.ts';
export { chain } from './chain.ts';
