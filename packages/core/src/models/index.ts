import type { Registry } from '../registry/index.ts';
import { layerList } from './layer-list.ts';
import { lenet5 } from './lenet5.ts';
import { logistic } from './logistic.ts';
import { mlp } from './mlp.ts';
import { mobilenetMini } from './mobilenet-mini.ts';
import type { ModelMaker } from './model.ts';
import { pretrained } from './pretrained/pretrained.ts';
import { resnet20 } from './resnet20.ts';
import { resnet8 } from './resnet8.ts';
import { seedCnn } from './seed-cnn.ts';
import { vggMini } from './vgg-mini.ts';

/** Every model, by the name that a sweep uses. Each is created for an input shape. */
export const modelRegistry = {
  'seed-cnn': seedCnn,
  logistic,
  mlp,
  lenet5,
  'vgg-mini': vggMini,
  resnet8,
  resnet20,
  'mobilenet-mini': mobilenetMini,
  layers: layerList,
  pretrained,
} as const satisfies Registry<ModelMaker | Promise<ModelMaker>>;

export type { ApplyContext, InputShape, Model, ModelMaker } from './model.ts';
export { hashModelFiles } from './pretrained/read-model-files.ts';
export { activation, activationNames, type ActivationName } from './layers/activation.ts';
export { avgPool } from './layers/avg-pool.ts';
export { batchNorm, type BatchNormOptions } from './layers/batch-norm.ts';
export { conv2d, type Conv2dLayerOptions } from './layers/conv2d.ts';
export { dense } from './layers/dense.ts';
export { depthwiseConv2d, type DepthwiseConv2dLayerOptions } from './layers/depthwise-conv2d.ts';
export { dropout } from './layers/dropout.ts';
export { flatten } from './layers/flatten.ts';
export { globalAveragePool } from './layers/global-average-pool.ts';
export { groupNorm, type GroupNormOptions } from './layers/group-norm.ts';
export { initializerRegistry } from './layers/initialize.ts';
export { layerNorm } from './layers/layer-norm.ts';
export type { Layer, LayerContext, LayerFactory } from './layers/layer.ts';
export { layerRegistry } from './layers/layer-registry.ts';
export { LayerShapeError, type LayerShapeProblem } from './layers/layer-registry-shapes.ts';
export { maxPool } from './layers/max-pool.ts';
export { residual, type ResidualOptions } from './layers/residual.ts';
export { sequential } from './sequential.ts';
