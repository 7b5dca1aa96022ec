import '../../ops/register-gradients.ts';
import { grad, grads, mul, sum, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import golden from '../../../test/golden/models.golden.json' with { type: 'json' };
import { openEngine } from '../../engines/index.ts';
import { createNamed } from '../../registry/index.ts';
import type { NamedTensors } from '../../tensors/named-tensors.ts';
import { checkGradient, countLeakedTensors, relativeError } from '../../testing/index.ts';
import { activation, activationNames, type ActivationName } from './activation.ts';
import type { LayerContext, LayerFactory } from './layer.ts';
import { layerRegistry, layersSchema } from './layer-registry.ts';

interface GoldenTensor {
  readonly shape: number[];
  readonly values: number[];
}

interface GoldenCase {
  /** Options of the layer, as a list of layers has them. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly inputs: Record<string, GoldenTensor>;
  readonly output: GoldenTensor;
  readonly output_weights: number[];
  readonly gradients: Record<string, number[]>;
}

const cases = Object.entries(golden.cases as unknown as Record<string, GoldenCase>);
const context: LayerContext = { isTraining: true, seed: 1, step: 1, layer: 'tested' };

/** Values at -1e4 and 1e4, slope at 1e4. */
const farOut: Readonly<Record<ActivationName, readonly [left: number, right: number, slope: number]>> = {
  relu: [0, 1e4, 1],
  'leaky-relu': [-100, 1e4, 1],
  elu: [-1, 1e4, 1],
  gelu: [0, 1e4, 1],
  silu: [0, 1e4, 1],
  tanh: [-1, 1, 0],
  sigmoid: [0, 1, 0],
  softplus: [0, 1e4, 1],
};

/** Creates the layer of a case, whose name begins with the layer's: `avg-pool/2/stride-2`, `activation/relu`. */
function factoryOf(name: string, { options }: GoldenCase): LayerFactory {
  const [kind = '', variant = ''] = name.split('/');
  const [config] = layersSchema.parse([kind === 'activation' ? variant : { name: kind, ...options }]);
  if (config === undefined) throw new Error(`no layer is named ${kind}`);
  return createNamed<LayerFactory>(layerRegistry, config, { classes: 1 });
}

/** The layer of a case as a function of its input and its parameters, in the golden's order. */
function functionOf(name: string, wanted: GoldenCase): (...tensors: Tensor[]) => Tensor {
  const names = Object.keys(wanted.inputs);
  const layer = factoryOf(name, wanted)(wanted.inputs.x?.shape.slice(1) ?? []);
  expect([wanted.output.shape[0], ...layer.outputShape]).toEqual(wanted.output.shape);
  return (...tensors) => {
    const named = Object.fromEntries(names.map((each, i) => [each, tensors[i]])) as NamedTensors & { x: Tensor };
    return layer.apply(named, named.x, context);
  };
}

function inputsOf(wanted: GoldenCase): Tensor[] {
  return Object.values(wanted.inputs).map(({ shape, values }) => tensor(values, shape, 'float32'));
}

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  test.each(cases)('%s matches TensorFlow, value and gradients', (name, wanted) => {
    const layer = functionOf(name, wanted);
    const inputs = inputsOf(wanted);
    const output = layer(...inputs);
    expect(output.shape).toEqual(wanted.output.shape);
    expect(relativeError(output.dataSync(), wanted.output.values)).toBeLessThan(1e-5);
    const weights = tensor(wanted.output_weights, output.shape);
    const gradients = grads((...x: Tensor[]) => sum(mul(layer(...x), weights)))(inputs);
    Object.values(wanted.gradients).forEach((expected, i) => {
      expect(relativeError(gradients[i]?.dataSync() ?? [], expected)).toBeLessThan(1e-5);
    });
  });

  test.each(cases)('%s has the gradient of finite differences', (name, wanted) => {
    for (const error of checkGradient(functionOf(name, wanted), inputsOf(wanted))) expect(error).toBeLessThan(1e-3);
  });

  test.each(activationNames)('%s is finite for huge inputs, value and gradient', (name) => {
    const layer = activation(name)([4]);
    const x = tensor([[-1e4, -50, 0, 50, 1e4]]);
    const apply = (input: Tensor): Tensor => layer.apply({}, input, context);
    const values = apply(x).dataSync();
    expect([...values].every(Number.isFinite)).toBe(true);
    const [left, right, slope] = farOut[name];
    expect([values[0], values[4]]).toEqual([expect.closeTo(left, 3), expect.closeTo(right, 3)]);
    const gradient = grad((input: Tensor) => sum(apply(input)))(x).dataSync();
    expect([...gradient].every(Number.isFinite)).toBe(true);
    expect(gradient[4]).toBeCloseTo(slope, 5);
  });

  test('the layers leave no tensor behind', async () => {
    const leaked = await countLeakedTensors(() => {
      for (const [name, wanted] of cases) {
        tidy(() => {
          const layer = functionOf(name, wanted);
          for (const gradient of grads((...x: Tensor[]) => sum(layer(...x)))(inputsOf(wanted))) gradient.dataSync();
        });
      }
    });
    expect(leaked).toBe(0);
  });
});

test('every activation has a golden', () => {
  const tested = cases.flatMap(([name]) => (name.startsWith('activation/') ? [name.slice('activation/'.length)] : []));
  expect(tested.toSorted()).toEqual(activationNames.toSorted());
});
