export { chain } from './chain.ts';
export { applyGradients } from './apply-gradients.ts';
export type { GradientTransform, Optimizer, UpdateContext } from './gradient-transform.ts';
export { optimizerRegistry } from './optimizer-registry.ts';
export { countSlots, measureOptimizer, type OptimizerNeed } from './measure-optimizer.ts';
export type { OptimizerModule } from './module.ts';
