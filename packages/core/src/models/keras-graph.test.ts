import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { io, randomUniform, tidy, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { openEngine } from '../engines/index.ts';
import { createNamed, namedConfigSchema } from '../registry/index.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';
import { relativeError } from '../testing/index.ts';
import { modelRegistry, type InputShape, type ModelMaker } from './index.ts';
import type { KerasNode } from './keras-graph.ts';

const input: InputShape = { height: 9, width: 8, channels: 2, classes: 4 };

/** The nodes as TensorFlow.js reads a functional model, with the weights put in by Keras's names. */
async function builtByTensorflow(nodes: readonly KerasNode[], output: string, parameters: NamedTensors) {
  const images = { batch_input_shape: [null, 9, 8, 2], dtype: 'float32', name: 'images' };
  const layers = nodes.map(({ className, name, config, inputs }) => ({
    class_name: className,
    name,
    config: { ...config, name },
    inbound_nodes: [inputs.map((from) => [from, 0, 0, {}])],
  }));
  const config = {
    name: 'network',
    layers: [{ class_name: 'InputLayer', name: 'images', config: images, inbound_nodes: [] }, ...layers],
    input_layers: [['images', 0, 0]],
    output_layers: [[output, 0, 0]],
  };
  const model = await loadLayersModel(io.fromMemory({ modelTopology: { class_name: 'Model', config } }));
  for (const { name, weights = {} } of nodes) {
    const layer = model.getLayer(name);
    const order = layer.weights.map((weight) => weight.originalName.split('/').at(-1));
    expect(order).toEqual(Object.keys(weights));
    layer.setWeights(Object.values(weights).map((own) => parameters[own] as Tensor));
  }
  return model;
}

test.each([
  { name: 'resnet8', width: 3, stochastic_depth: 0.4 },
  { name: 'mobilenet-mini', width: 3, depth: 3 },
])('%o is the same network in the layers of TensorFlow.js', async (options) => {
  await openEngine('cpu');
  const config = namedConfigSchema(modelRegistry, 'models').parse(options);
  const make = await createNamed<ModelMaker | Promise<ModelMaker>>(modelRegistry, config);
  const model = await make(input);
  const nodes: KerasNode[] = [];
  const add = (node: KerasNode): string => {
    nodes.push(node);
    return node.name;
  };
  const output = model.toKeras({ add }, 'images');
  // Moving statistics unlike those of a fresh network, so that they matter.
  const parameters = Object.fromEntries(
    Object.entries(model.init(3)).map(([name, value]) => [
      name,
      model.untrained.has(name) ? randomUniform(value.shape, 0.2, 0.9, 'float32', 8) : value,
    ]),
  );
  const theirs = await builtByTensorflow(nodes, output, parameters);
  const x = randomUniform([3, 9, 8, 2], 0, 1, 'float32', 5) as Tensor4D;
  const [expected, actual] = tidy(() => [
    model.apply(parameters, x, { isTraining: false, seed: 0, step: 0 }).dataSync(),
    (theirs.predict(x) as Tensor).dataSync(),
  ]);
  expect(relativeError(actual ?? [], expected ?? [])).toBeLessThan(1e-5);
  const used = new Set(nodes.flatMap(({ weights = {} }) => Object.values(weights)));
  expect([...used].toSorted()).toEqual(Object.keys(parameters).toSorted());
});
