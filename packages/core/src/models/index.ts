import type { Registry } from '../registry/index.ts';
import { logistic } from './logistic.ts';
import type { InputShape, Model } from './model.ts';
import { seedCnn } from './seed-cnn.ts';

/** Every model by the name that a sweep uses; each is made for an input shape. */
export const modelRegistry = { 'seed-cnn': seedCnn, logistic } as const satisfies Registry<
  (input: InputShape) => Model
>;

export type { ApplyContext, InputShape, Model } from './model.ts';
export { conv2d, type Conv2dLayerOptions } from './layers/conv2d.ts';
export { dense } from './layers/dense.ts';
export { flatten } from './layers/flatten.ts';
export type { Layer, LayerFactory } from './layers/layer.ts';
export { maxPool } from './layers/max-pool.ts';
export { relu } from './layers/relu.ts';
export { sequential } from './sequential.ts';
