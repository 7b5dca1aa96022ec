import { define } from '../registry/index.ts';
import { blocksOption, residualNetwork, residualNetworkOptions } from './residual-network.ts';

/** 20 weighted layers: three stages of three residual blocks each. 272,186 parameters on 28x28x1 by default. */
export const resnet20 = define({
  title: 'ResNet-20',
  summary: 'Residual network with batch norm for small images, 20 layers: three stages of three residual blocks.',
  source: 'He et al. (2015), Deep residual learning for image recognition, arXiv:1512.03385',
  options: residualNetworkOptions.extend({ blocks: blocksOption(3) }),
  create: (options) => residualNetwork(3, options),
});
