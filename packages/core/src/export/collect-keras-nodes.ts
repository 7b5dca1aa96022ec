import type { KerasGraph, KerasNode } from '../models/keras-graph.ts';
import type { Model } from '../models/index.ts';
import type { Normalization } from '../datasets/dataset.ts';
import { normalizationNode } from './normalization-node.ts';

/** Names of the node with the images and of the node with the class probabilities. */
export const inputName = 'images';
export const outputName = 'probabilities';

/**
 * Returns a model as Keras nodes in order of computation, without the input: normalization if there is any, the
 * model, softmax.
 */
export function collectKerasNodes(model: Model, normalization: Normalization): readonly KerasNode[] {
  const nodes = new Map<string, KerasNode>();
  const graph: KerasGraph = {
    add(node) {
      if (nodes.has(node.name) || node.name === inputName) throw new Error(`two layers are named ${node.name}`);
      nodes.set(node.name, node);
      return node.name;
    },
  };
  const normalize = normalizationNode(normalization, inputName);
  const images = normalize === undefined ? inputName : graph.add(normalize);
  const logits = model.toKeras(graph, images);
  graph.add({ className: 'Activation', name: outputName, config: { activation: 'softmax' }, inputs: [logits] });
  return [...nodes.values()];
}
