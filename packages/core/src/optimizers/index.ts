import type { Registry } from '../registry/index.ts';
import { adam } from './adam.ts';
import type { Optimizer } from './gradient-transform.ts';
import { momentum } from './momentum.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

/** Every optimizer by the name that a sweep uses. */
export const optimizerRegistry = { sgd, momentum, adam, rmsprop } as const satisfies Registry<Optimizer>;

export type { GradientTransform, NamedTensors, Optimizer, UpdateContext } from './gradient-transform.ts';
export { chain } from './chain.ts';
