import { define } from '../registry/index.ts';
import { residualNetwork, residualNetworkOptions } from './residual-network.ts';

/** 8 weighted layers: three stages of one residual block each. 77,754 parameters on 28x28x1 by default. */
export const resnet8 = define({
  title: 'ResNet-8',
  summary: 'Residual network with batch norm for small images, 8 layers: three stages of one residual block.',
  source: 'He et al. (2015), Deep residual learning for image recognition, arXiv:1512.03385',
  options: residualNetworkOptions,
  create: (options) => residualNetwork(1, options),
});
