import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine, type Engine } from '../engines/index.ts';
import { SweepdeckError } from '../errors/index.ts';
import { createNamed, namedConfigSchema } from '../registry/index.ts';
import { countLeakedTensors, tinyDataset } from '../testing/index.ts';
import { train, trialConfigSchema } from '../training/index.ts';
import { modelRegistry, type InputShape, type Model } from './index.ts';
import { layerExamples } from './layers/layer-examples.ts';

const mnist: InputShape = { height: 28, width: 28, channels: 1, classes: 10 };
/** A model of a file is made in a way of its own. */
const { pretrained: _pretrained, ...networks } = modelRegistry;
const schema = namedConfigSchema(networks, 'models');
const make = (config: unknown, input = mnist): Model =>
  createNamed<(input: InputShape) => Model>(networks, schema.parse(config))(input);

const conv2d = { name: 'conv2d', filters: 4, padding: 'same', activation: 'relu' };
const seedCnn = [
  { name: 'conv2d', filters: 32, activation: 'relu' },
  'max-pool',
  'flatten',
  { name: 'dense', units: 128, activation: 'relu' },
  'dense',
];

describe.each(['cpu', 'wasm'] as const)('on %s', (engineName) => {
  const dataset = tinyDataset(192);
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(engineName);
  });

  test.each(Object.entries(layerExamples))('a list with %s learns and leaves no tensor behind', async (_, layers) => {
    const config = trialConfigSchema.parse({
      model: { layers },
      learning_rate: 0.01,
      training: { epochs: 4, batch_size: 8 },
    });
    let accuracy = 0;
    const leaked = await countLeakedTensors(async () => {
      for await (const event of train(config, dataset, engine, { aborted: false })) {
        if (event.type === 'epoch') accuracy = event.metrics['validation.accuracy'] ?? 0;
      }
    });
    expect(accuracy).toBeGreaterThan(0.6);
    expect(leaked).toBe(0);
  });
});

test('a list spelled like seed-cnn is that network', async () => {
  await openEngine('cpu');
  const model = make({ layers: seedCnn });
  expect(model.parameterCount).toBe(make('seed-cnn').parameterCount);
  expect(model.multiplyAdds).toBe(make('seed-cnn').multiplyAdds);
});

test('layers are named by kind and number, so that a layer put between leaves initial weights as they are', async () => {
  await openEngine('cpu');
  const plain = make({ layers: seedCnn }).init(1);
  expect(Object.keys(plain).toSorted()).toEqual(
    ['conv2d_1', 'dense_1', 'dense_2'].flatMap((layer) => [`${layer}/bias`, `${layer}/kernel`]),
  );
  const normed = make({ layers: [seedCnn[0], 'layer-norm', ...seedCnn.slice(1)] }).init(1);
  for (const [name, value] of Object.entries(plain)) expect(normed[name]?.dataSync()).toEqual(value.dataSync());
  const nested = make({ layers: [conv2d, { name: 'residual', layers: [conv2d] }, 'flatten', 'dense'] }).init(1);
  expect(Object.keys(nested)).toContain('residual_1/conv2d_1/kernel');
  expect(nested['residual_1/conv2d_1/kernel']?.shape).toEqual([3, 3, 4, 4]);
});

test.each([
  {
    layers: ['dense'],
    says: 'model.layers[0] (dense): saw an input of 28x28x1; expected a list of values',
    do: 'flatten',
  },
  {
    layers: ['flatten', conv2d],
    says: 'model.layers[1] (conv2d): saw an input of 784 values; expected an image',
    do: 'before flatten',
  },
  {
    layers: ['flatten', 'max-pool'],
    says: 'model.layers[1] (max-pool): saw an input of 784 values',
    do: 'before flatten',
  },
  {
    layers: [{ name: 'max-pool', size: 30 }],
    says: "model.layers[0] (max-pool): saw an input of 28x28x1, smaller than the layer's kernel or window",
    do: 'larger images',
  },
  {
    layers: [{ ...conv2d, kernel_size: 31, padding: 'valid' }],
    says: "model.layers[0] (conv2d): saw an input of 28x28x1, smaller than the layer's kernel or window; expected",
    do: 'a smaller kernel',
  },
  {
    layers: [conv2d, { name: 'group-norm', groups: 3 }],
    says: 'model.layers[1] (group-norm): ',
    do: 'divides the number of channels',
  },
  {
    layers: [conv2d, { name: 'residual', layers: ['relu', 'flatten', 'max-pool'] }],
    says: 'model.layers[1].layers[2] (max-pool): saw an input of 3,136 values',
    do: 'before flatten',
  },
  {
    layers: [conv2d, { name: 'residual', layers: ['flatten'] }],
    says: 'model.layers[1] (residual): ',
    do: 'height and width',
  },
  { layers: ['relu'], says: 'model.layers: the last layer (relu_1) gives 28x28x1; expected 10 values', do: 'flatten' },
  {
    layers: ['flatten', { name: 'dense', units: 11 }],
    says: 'model.layers: the last layer (dense_1) gives 11 values; expected 10 values, one logit for each class',
    do: 'end the list with dense',
  },
])('$says', ({ layers, says, do: hint }) => {
  let seen: unknown;
  try {
    make({ layers });
  } catch (error) {
    seen = error;
  }
  expect(seen).toBeInstanceOf(SweepdeckError);
  expect(seen).toMatchObject({ code: 'model-shape', message: expect.stringContaining(says) });
  expect((seen as SweepdeckError).hint).toContain(hint);
});

test('a shortcut is projected where the layers change the shape by a stride', () => {
  const block = { name: 'residual', layers: [{ ...conv2d, filters: 6, stride: 2 }] };
  const model = make({ layers: [conv2d, block, 'flatten', 'dense'] });
  const branch = (9 * 4 + 1) * 6;
  const projection = 4 * 6 + 2 * 6;
  expect(model.parameterCount).toBe((9 + 1) * 4 + branch + projection + (14 * 14 * 6 + 1) * 10);
});

test.each([
  [[]],
  ['dense'],
  [[{ name: 'conv2d' }]],
  [[{ name: 'conv2d', filters: 0 }]],
  [[{ name: 'conv2d', filters: 4, kernelSize: 3 }]],
  [[{ name: 'dropout', rate: 1 }]],
  [[{ name: 'residual' }]],
  [[{ name: 'residual', layers: [] }]],
  [[{ name: 'residual', layers: [{ name: 'conv2d', filters: 4, padding: 'full' }] }]],
  [['no-such-layer']],
])('%j is refused', (layers) => {
  expect(schema.safeParse({ layers }).success).toBe(false);
});
