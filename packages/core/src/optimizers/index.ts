export { chain } from './transforms/chain.ts';
export { applyGradients } from './transforms/apply-gradients.ts';
export type { GradientTransform, Optimizer, UpdateContext } from './transforms/gradient-transform.ts';
export { optimizerRegistry } from './optimizer-registry.ts';
export type { OptimizerModule } from './module.ts';
