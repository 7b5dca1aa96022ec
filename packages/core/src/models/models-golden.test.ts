import '../ops/register-gradients.ts';
import { add, grad, mul, sum, tensor, tensor1d, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import golden from '../../test/golden/models.golden.json' with { type: 'json' };
import normGolden from '../../test/golden/norm-layers.golden.json' with { type: 'json' };
import { openEngine } from '../engines/index.ts';
import { createNamed, namedConfigSchema } from '../registry/index.ts';
import { relativeError } from '../testing/index.ts';
import { modelRegistry, type ApplyContext, type InputShape, type ModelMaker } from './index.ts';

interface GoldenModel {
  readonly options: Readonly<Record<string, unknown>>;
  readonly parameters: number;
  readonly logits: number[];
  /** Gradient of `sum(logits * [1, 2, -1, 0.5])`; the first 200 values. */
  readonly gradient_of_first_kernel: number[];
  /** With moving statistics in place of those of the batch. */
  readonly evaluation_logits?: number[];
  /** Moving statistics after the training step, one after the other. */
  readonly tracked?: number[];
}

const models: Record<string, GoldenModel> = { ...golden.models, ...normGolden.models };

/** The fixed weights that the golden's script computes in the same way. */
function wave(k: number, shape: number[]): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  const values = Float32Array.from({ length: size }, (_, i) => 0.3 * Math.sin(0.7 * i + k));
  return tensor(values, shape);
}

const input: InputShape = { height: 12, width: 12, channels: 2, classes: 4 };

test('every model has a golden but those that the user makes', () => {
  expect(new Set([...Object.keys(models), 'layers', 'pretrained'])).toEqual(new Set(Object.keys(modelRegistry)));
});

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  test.each(Object.entries(models))('%s is the network in Keras', async (name, wanted) => {
    const config = namedConfigSchema(modelRegistry, 'models').parse({ name, ...wanted.options });
    const make = await createNamed<ModelMaker | Promise<ModelMaker>>(modelRegistry, config);
    const model = await make(input);
    expect(model.parameterCount).toBe(wanted.parameters);
    const fresh = Object.entries(model.init(1));
    const parameters = Object.fromEntries(
      fresh.map(([each, { shape }], k) => [each, each.endsWith('/variance') ? add(wave(k, shape), 1) : wave(k, shape)]),
    );
    const image = wave(100, [3, 12, 12, 2]);
    const x = mul(mul(image, image), 1 / 0.09) as Tensor4D;
    const [first = ''] = Object.keys(parameters);
    const tracked: number[] = [];
    const track = (_: string, next: Tensor): void => void tracked.push(...next.dataSync());
    const apply = (kernel: Tensor, more: Partial<ApplyContext> = {}): Tensor =>
      model.apply({ ...parameters, [first]: kernel }, x, { isTraining: true, seed: 0, step: 1, ...more });
    const kernel = parameters[first] ?? wave(0, []);
    expect(relativeError(apply(kernel, { track }).dataSync(), wanted.logits)).toBeLessThan(1e-5);
    expect(relativeError(tracked, wanted.tracked ?? [])).toBeLessThan(1e-5);
    const evaluated = apply(kernel, { isTraining: false }).dataSync();
    expect(relativeError(evaluated, wanted.evaluation_logits ?? wanted.logits)).toBeLessThan(1e-5);
    const weights = tensor1d([1, 2, -1, 0.5]);
    const gradient = grad((k: Tensor) => sum(mul(apply(k), weights)))(kernel).dataSync();
    expect(relativeError(gradient.slice(0, 200), wanted.gradient_of_first_kernel)).toBeLessThan(1e-4);
  });
});
