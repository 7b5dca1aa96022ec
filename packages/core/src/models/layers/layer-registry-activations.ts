import { z } from 'zod';
import { define } from '../../registry/index.ts';
import type { Definition } from '../../registry/registry.ts';
import { activation, type ActivationName } from './activation.ts';
import type { LayerFactory } from './layer.ts';

type Described = Pick<Definition<unknown, unknown>, 'title' | 'summary' | 'source'>;
type NoOptions = Readonly<Record<string, never>>;

/** Defines an activation as a layer without options. */
function elementWise(name: ActivationName, described: Described): Definition<NoOptions, LayerFactory> {
  return define({ ...described, options: z.strictObject({}), create: () => activation(name) });
}

export const relu = elementWise('relu', {
  title: 'ReLU',
  summary: 'Keeps positive values and sets the others to 0: max(0, x).',
  source: 'Nair and Hinton (2010), Rectified linear units improve restricted Boltzmann machines',
});

export const leakyRelu = elementWise('leaky-relu', {
  title: 'Leaky ReLU',
  summary: 'Keeps x where x > 0, otherwise 0.01 x, so that every unit always has a gradient.',
  source: 'Maas et al. (2013), Rectifier nonlinearities improve neural network acoustic models',
});

export const elu = elementWise('elu', {
  title: 'ELU',
  summary: 'Keeps x where x > 0, otherwise e^x - 1, which brings the mean of the output closer to 0.',
  source: 'Clevert et al. (2015), Fast and accurate deep network learning by ELUs, arXiv:1511.07289',
});

export const gelu = elementWise('gelu', {
  title: 'GELU',
  summary: 'Multiplies x by the standard normal distribution function at x, in its exact form.',
  source: 'Hendrycks and Gimpel (2016), Gaussian error linear units, arXiv:1606.08415',
});

export const silu = elementWise('silu', {
  title: 'SiLU',
  summary: 'Multiplies x by sigmoid(x); also called swish.',
  source: 'Elfwing et al. (2017), Sigmoid-weighted linear units, arXiv:1702.03118',
});

export const tanh = elementWise('tanh', {
  title: 'Tanh',
  summary: 'Hyperbolic tangent: squeezes values into -1 to 1.',
  source: 'LeCun et al. (1998), Efficient backprop',
});

export const sigmoid = elementWise('sigmoid', {
  title: 'Sigmoid',
  summary: 'Squeezes values into 0 to 1: 1 / (1 + e^-x).',
  source: 'Rumelhart et al. (1986), Learning representations by back-propagating errors',
});

export const softplus = elementWise('softplus', {
  title: 'Softplus',
  summary: 'A smooth ReLU: log(1 + e^x).',
  source: 'Dugas et al. (2000), Incorporating second-order functional knowledge for better option pricing',
});
