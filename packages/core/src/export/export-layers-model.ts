import type { StoredTensors } from '../checkpoints/index.ts';
import type { Normalization } from '../datasets/dataset.ts';
import { modelRegistry, type InputShape, type ModelMaker } from '../models/index.ts';
import { createNamed, type NamedConfig } from '../registry/index.ts';
import { collectKerasNodes } from './collect-keras-nodes.ts';
import { kerasTopology } from './keras-topology.ts';
import { packWeights, type WeightSpec } from './pack-weights.ts';

export interface LayersModelSource {
  /** As in the trial's configuration. */
  readonly model: NamedConfig;
  readonly input: InputShape;
  /** Normalization of the training images; included in the exported model if it changes anything. */
  readonly normalization: Normalization;
  /** The trial's weights, by name. */
  readonly tensors: StoredTensors;
}

/** The two files of a LayersModel. */
export interface LayersModelFiles {
  /** Content of `model.json`, to be written as JSON. */
  readonly modelJson: {
    readonly format: 'layers-model';
    readonly generatedBy: string;
    readonly convertedBy: null;
    readonly modelTopology: Readonly<Record<string, unknown>>;
    readonly weightsManifest: readonly [
      { readonly paths: readonly [typeof weightsFileName]; readonly weights: readonly WeightSpec[] },
    ];
  };
  /** Content of `weights.bin`. */
  readonly weights: Uint8Array<ArrayBuffer>;
}

export const weightsFileName = 'weights.bin';

/**
 * Exports a trained model for TensorFlow.js's `loadLayersModel`. It maps images `[batch, height, width, channels]` of
 * pixels/255 to class probabilities `[batch, classes]`. An engine must be open, because creating a model may compute.
 *
 * @throws SweepdeckError `export-unsupported` when TensorFlow.js has no layer for a part of the model,
 * `checkpoint-invalid` when weights are missing
 */
export async function exportLayersModel(source: LayersModelSource): Promise<LayersModelFiles> {
  const { model: config, input, normalization, tensors } = source;
  const makeModel = await createNamed<ModelMaker | Promise<ModelMaker>>(modelRegistry, config);
  const nodes = collectKerasNodes(await makeModel(input), normalization);
  const { specs, bytes } = packWeights(nodes, tensors);
  return {
    modelJson: {
      format: 'layers-model',
      generatedBy: 'Sweepdeck',
      convertedBy: null,
      modelTopology: kerasTopology(config.name.replaceAll(/\W/g, '_'), input, nodes),
      weightsManifest: [{ paths: [weightsFileName], weights: specs }],
    },
    weights: bytes,
  };
}
