import type { KerasNode } from '../models/keras-graph.ts';
import type { InputShape } from '../models/index.ts';
import { inputName, outputName } from './collect-keras-nodes.ts';

/**
 * Returns the configuration of a Keras functional model, as JSON.
 * @param name name of the model
 */
export function kerasTopology(
  name: string,
  { height, width, channels }: InputShape,
  nodes: readonly KerasNode[],
): Readonly<Record<string, unknown>> {
  const input = {
    class_name: 'InputLayer',
    name: inputName,
    config: { name: inputName, batch_input_shape: [null, height, width, channels], dtype: 'float32', sparse: false },
    inbound_nodes: [],
  };
  return {
    class_name: 'Functional',
    config: {
      name,
      layers: [input, ...nodes.map(toLayer)],
      input_layers: [[inputName, 0, 0]],
      output_layers: [[outputName, 0, 0]],
    },
  };
}

function toLayer({ className, name, config, inputs }: KerasNode): Readonly<Record<string, unknown>> {
  return {
    class_name: className,
    name,
    config: { name, trainable: true, dtype: 'float32', ...config },
    inbound_nodes: [inputs.map((input) => [input, 0, 0, {}])],
  };
}
