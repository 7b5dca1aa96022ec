import '../ops/register-gradients.ts';
import { grad, mul, sum, tensor, tensor1d, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import golden from '../../test/golden/models.golden.json' with { type: 'json' };
import { openEngine } from '../engines/index.ts';
import { createNamed, namedConfigSchema } from '../registry/index.ts';
import { relativeError } from '../testing/index.ts';
import { modelRegistry, type InputShape, type Model } from './index.ts';

interface GoldenModel {
  readonly options: Readonly<Record<string, unknown>>;
  readonly parameters: number;
  readonly logits: number[];
  /** Of `sum(logits * [1, 2, -1, 0.5])`; the first 200 values. */
  readonly gradient_of_first_kernel: number[];
}

/** The fixed weights that the golden's script computes in the same way. */
function wave(k: number, shape: number[]): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  const values = Float32Array.from({ length: size }, (_, i) => 0.3 * Math.sin(0.7 * i + k));
  return tensor(values, shape);
}

const input: InputShape = { height: 12, width: 12, channels: 2, classes: 4 };

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  test.each(Object.entries(golden.models as Record<string, GoldenModel>))(
    '%s is the network in Keras',
    (name, wanted) => {
      const config = namedConfigSchema(modelRegistry, 'models').parse({ name, ...wanted.options });
      const model = createNamed<(shape: InputShape) => Model>(modelRegistry, config)(input);
      expect(model.parameterCount).toBe(wanted.parameters);
      const fresh = Object.entries(model.init(1));
      const parameters = Object.fromEntries(fresh.map(([each, { shape }], k) => [each, wave(k, shape)]));
      const image = wave(100, [3, 12, 12, 2]);
      const x = mul(mul(image, image), 1 / 0.09) as Tensor4D;
      const [first = ''] = Object.keys(parameters);
      const apply = (kernel: Tensor): Tensor =>
        model.apply({ ...parameters, [first]: kernel }, x, { isTraining: true, seed: 0, step: 1 });
      const kernel = parameters[first] ?? wave(0, []);
      expect(relativeError(apply(kernel).dataSync(), wanted.logits)).toBeLessThan(1e-5);
      const weights = tensor1d([1, 2, -1, 0.5]);
      const gradient = grad((k: Tensor) => sum(mul(apply(k), weights)))(kernel).dataSync();
      expect(relativeError(gradient.slice(0, 200), wanted.gradient_of_first_kernel)).toBeLessThan(1e-4);
    },
  );
});
