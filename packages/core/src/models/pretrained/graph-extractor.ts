import type { GraphModel } from '@tensorflow/tfjs-converter';
import type { io, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import { SweepdeckError } from '../../errors/index.ts';
import { tensorNamed } from '../../tensors/named-tensors.ts';
import { refuseNonFinite } from './check-weights.ts';
import type { FeatureExtractor, StoredWeight } from './feature-extractor.ts';
import { cannotBuild } from './pretrained-invalid.ts';
import type { ModelFiles } from './read-model-files.ts';

export interface GraphExtractorOptions {
  /** Name of the node whose output is the features; the model's first output when undefined. Nodes have no index. */
  readonly features: string | number | undefined;
}

/** The executor's kept tensors, by node; assigning them also protects them from disposal. */
interface Executor {
  weightMap: Record<string, Tensor[]>;
}

/**
 * Loads a TensorFlow graph as the converter writes it, for inference: its weights never change.
 *
 * @throws SweepdeckError `pretrained-invalid`, `pretrained-unknown-layer`
 */
export async function graphExtractor(
  { artifacts }: ModelFiles,
  { features }: GraphExtractorOptions,
): Promise<FeatureExtractor> {
  const graph = await load(artifacts);
  const executor = Reflect.get(graph, 'executor') as Executor;
  const weights: Record<string, StoredWeight> = {};
  for (const [name, [tensor]] of Object.entries(executor.weightMap)) {
    if (tensor === undefined) continue;
    const values = tensor.dataSync().slice() as StoredWeight['values'];
    weights[name] = { shape: tensor.shape, dtype: tensor.dtype as StoredWeight['dtype'], values, isTrained: false };
  }
  graph.dispose();
  refuseNonFinite(weights);
  const [input, ...others] = graph.inputs;
  const [, height = null, width = null, channels] = (input?.shape ?? []).map((size) => (size < 0 ? null : size));
  if (input === undefined || others.length > 0 || typeof channels !== 'number') {
    throw new SweepdeckError({
      code: 'pretrained-invalid',
      message: `the pretrained graph takes ${graph.inputs.map(({ name, shape }) => `${name} ${JSON.stringify(shape ?? null)}`).join(', ')}; expected one input of images [batch, height, width, channels]`,
      hint: 'use an image model',
    });
  }
  const output = features?.toString() ?? graph.outputNodes[0] ?? '';
  return {
    inputShape: [height, width, channels],
    weights,
    extract(parameters, x) {
      executor.weightMap = Object.fromEntries(
        Object.keys(weights).map((name) => [name, [tensorNamed(parameters, name)]]),
      );
      const inputs: NamedTensorMap = { [input.name]: x };
      try {
        return graph.execute(inputs, output) as Tensor;
      } catch (cause) {
        if (features === undefined) throw cause;
        throw new SweepdeckError({
          code: 'pretrained-unknown-layer',
          message: `model.features: saw ${features}: ${cause instanceof Error ? cause.message : String(cause)}`,
          hint: 'name a node of the graph, or omit features for its first output',
          cause,
        });
      }
    },
  };
}

async function load(artifacts: io.ModelArtifacts): Promise<GraphModel> {
  // Imported here, so that only trials of such models load the library.
  const { loadGraphModel } = await import('@tensorflow/tfjs-converter');
  try {
    return await loadGraphModel({ load: () => Promise.resolve(artifacts) });
  } catch (cause) {
    throw cannotBuild('the pretrained graph', cause);
  }
}
