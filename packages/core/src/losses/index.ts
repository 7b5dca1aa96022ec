import type { Registry } from '../registry/index.ts';
import { crossEntropy } from './cross-entropy.ts';
import { hinge } from './hinge.ts';
import type { Loss } from './loss.ts';
import { mse } from './mse.ts';

/** Every loss by the name that a sweep uses. */
export const lossRegistry = { 'cross-entropy': crossEntropy, mse, hinge } as const satisfies Registry<Loss>;

export type { Loss } from './loss.ts';
