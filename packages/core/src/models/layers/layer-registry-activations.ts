import { z } from 'zod';
import { define } from '../../registry/index.ts';
import type { Definition } from '../../registry/registry.ts';
import { activation, type ActivationName } from './activation.ts';
import type { LayerFactory } from './layer.ts';

type Described = Pick<Definition<unknown, unknown>, 'title' | 'summary' | 'source'>;
type NoOptions = Readonly<Record<string, never>>;

/** One of the activations as a layer; it has no options. */
function elementWise(name: ActivationName, described: Described): Definition<NoOptions, LayerFactory> {
  return define({ ...described, options: z.strictObject({}), create: () => activation(name) });
}

export const relu = elementWise('relu', {
  title: 'ReLU',
  summary: 'Keeps what is positive: max(0, x).',
  source: 'Nair and Hinton (2010), Rectified linear units improve restricted Boltzmann machines',
});

export const leakyRelu = elementWise('leaky-relu', {
  title: 'Leaky ReLU',
  summary: 'Keeps x where x > 0, else 0.01 x: no unit is ever without a gradient.',
  source: 'Maas et al. (2013), Rectifier nonlinearities improve neural network acoustic models',
});

export const elu = elementWise('elu', {
  title: 'ELU',
  summary: 'Keeps x where x > 0, else e^x - 1: the mean of the output is closer to 0.',
  source: 'Clevert et al. (2015), Fast and accurate deep network learning by ELUs, arXiv:1511.07289',
});

export const gelu = elementWise('gelu', {
  title: 'GELU',
  summary: 'Multiplies x with the share of a standard normal distribution below x; the exact form.',
  source: 'Hendrycks and Gimpel (2016), Gaussian error linear units, arXiv:1606.08415',
});

export const silu = elementWise('silu', {
  title: 'SiLU',
  summary: 'Multiplies x with sigmoid(x); also called swish.',
  source: 'Elfwing et al. (2017), Sigmoid-weighted linear units, arXiv:1702.03118',
});

export const tanh = elementWise('tanh', {
  title: 'Tanh',
  summary: 'Squeezes values into -1 to 1.',
  source: 'LeCun et al. (1998), Efficient backprop',
});

export const sigmoid = elementWise('sigmoid', {
  title: 'Sigmoid',
  summary: 'Squeezes values into 0 to 1.',
  source: 'Rumelhart et al. (1986), Learning representations by back-propagating errors',
});

export const softplus = elementWise('softplus', {
  title: 'Softplus',
  summary: 'A smooth ReLU: log(1 + e^x).',
  source: 'Dugas et al. (2000), Incorporating second-order functional knowledge for better option pricing',
});
