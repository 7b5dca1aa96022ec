import type { Registry } from '../registry/index.ts';
import { combined } from './combined.ts';
import type { Loss } from './loss.ts';
import { ownLoss } from './module.ts';
import { termLosses } from './term-losses.ts';

/** Every loss, by the name that a sweep uses. */
export const lossRegistry = { ...termLosses, combined, module: ownLoss } as const satisfies Registry<
  Loss | Promise<Loss>
>;

export { bundleModule } from '../modules/index.ts';
export type { Loss, LossContext } from './loss.ts';
export type { LossModule } from './loss-module.ts';
