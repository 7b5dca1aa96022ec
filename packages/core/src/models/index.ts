import type { Registry } from '../registry/index.ts';
import { lenet5 } from './lenet5.ts';
import { logistic } from './logistic.ts';
import { mlp } from './mlp.ts';
import type { InputShape, Model } from './model.ts';
import { seedCnn } from './seed-cnn.ts';
import { vggMini } from './vgg-mini.ts';

/** Every model by the name that a sweep uses; each is made for an input shape. */
export const modelRegistry = {
  'seed-cnn': seedCnn,
  logistic,
  mlp,
  lenet5,
  'vgg-mini': vggMini,
} as const satisfies Registry<(input: InputShape) => Model>;

export type { ApplyContext, InputShape, Model } from './model.ts';
export { activation, activationNames, type ActivationName } from './layers/activation.ts';
export { avgPool } from './layers/avg-pool.ts';
export { conv2d, type Conv2dLayerOptions } from './layers/conv2d.ts';
export { dense } from './layers/dense.ts';
export { dropout } from './layers/dropout.ts';
export { flatten } from './layers/flatten.ts';
export { globalAveragePool } from './layers/global-average-pool.ts';
export type { Layer, LayerContext, LayerFactory } from './layers/layer.ts';
export { maxPool } from './layers/max-pool.ts';
export { sequential } from './sequential.ts';
