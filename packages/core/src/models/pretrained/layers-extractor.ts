import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { SweepdeckError } from '../../errors/index.ts';
import { tensorNamed } from '../../tensors/named-tensors.ts';
import { refuseNonFinite } from './check-weights.ts';
import type { FeatureExtractor, StoredWeight } from './feature-extractor.ts';
import { cannotBuild } from './pretrained-invalid.ts';
import type { ModelFiles } from './read-model-files.ts';
import { withoutBeginnings } from './without-beginnings.ts';

type Layer = LayersModel['layers'][number];
type LayerVariable = Layer['weights'][number];

export interface LayersExtractorOptions {
  /**
   * Name or index (from 0) of the layer whose output is the features; when undefined, the layer before the old head,
   * which is the last with weights.
   */
  readonly features: string | number | undefined;
  /** Name or index (from 0) of the first layer that is trained; when undefined, none is. */
  readonly fineTuneFrom: string | number | undefined;
}

/**
 * Loads a Keras model as TensorFlow.js saves it. For each call the given weights are put into its layers, so that the
 * call is a pure function of them and gradients reach them.
 *
 * @throws SweepdeckError `pretrained-invalid`, `pretrained-unknown-layer`, `pretrained-nothing-tuned`
 */
export async function layersExtractor(
  { artifacts }: ModelFiles,
  options: LayersExtractorOptions,
): Promise<FeatureExtractor> {
  // Imported here, so that only trials of such models load the library.
  const { loadLayersModel, model: layersModel } = await import('@tensorflow/tfjs-layers');
  const modelTopology = withoutBeginnings(artifacts.modelTopology) as object;
  const whole = await loadLayersModel({ load: () => Promise.resolve({ ...artifacts, modelTopology }) }).catch(
    (cause: unknown) => {
      throw cannotBuild('the pretrained model', cause);
    },
  );
  const end = options.features === undefined ? headOf(whole) - 1 : indexOfLayer(whole, options.features, 'features');
  const last = whole.layers[end];
  if (last === undefined) throw unknownLayer(whole, String(options.features), 'features');
  const base = layersModel({ inputs: whole.inputs, outputs: last.output as SymbolicTensor });
  const from =
    options.fineTuneFrom === undefined ? Infinity : indexOfLayer(whole, options.fineTuneFrom, 'fine_tune_from');
  const variables = new Map<string, LayerVariable>();
  const weights: Record<string, StoredWeight> = {};
  for (const layer of base.layers) {
    const isTuned = whole.layers.indexOf(layer) >= from;
    for (const variable of layer.weights) {
      const tensor = variable.read();
      variables.set(variable.originalName, variable);
      weights[variable.originalName] = {
        shape: tensor.shape,
        dtype: tensor.dtype as StoredWeight['dtype'],
        values: tensor.dataSync().slice() as StoredWeight['values'],
        isTrained: isTuned && layer.trainableWeights.includes(variable),
      };
    }
  }
  // The weights become parameters of the trial; the layers keep only their structure.
  for (const layer of whole.layers) for (const variable of layer.weights) valueOf(variable).val.dispose();
  refuseNonFinite(weights);
  const first = whole.layers[from];
  if (first !== undefined && !Object.values(weights).some(({ isTrained }) => isTrained))
    throw nothingTuned(base, first, last);
  const [, height = null, width = null, channels] = whole.inputs[0]?.shape ?? [];
  if (typeof channels !== 'number') throw noImages(whole.inputs[0]?.shape);
  return {
    inputShape: [height, width, channels],
    weights,
    extract(parameters, x) {
      for (const [name, variable] of variables) valueOf(variable).val = tensorNamed(parameters, name);
      return base.apply(x satisfies Tensor4D, { training: false }) as Tensor;
    },
  };
}

/** tfjs-layers protects this field but reads it at every call; there is no other way to compute with given weights. */
function valueOf(variable: LayerVariable): { val: Tensor } {
  return variable as unknown as { val: Tensor };
}

/** Finds the last layer with weights, which turned features into classes. */
function headOf({ layers }: LayersModel): number {
  const head = layers.findLastIndex(({ weights }) => weights.length > 0);
  if (head > 0) return head;
  throw new SweepdeckError({
    code: 'pretrained-invalid',
    message: `the pretrained model has ${layers.length} layers and no features before its last weights`,
    hint: 'use a deeper model, or name the layer whose output to use with `features`',
  });
}

function indexOfLayer(whole: LayersModel, wanted: string | number, option: string): number {
  const index = typeof wanted === 'number' ? wanted : whole.layers.findIndex(({ name }) => name === wanted);
  if (index < 0 || index >= whole.layers.length) throw unknownLayer(whole, String(wanted), option);
  return index;
}

function unknownLayer({ layers }: LayersModel, wanted: string, option: string): SweepdeckError {
  const names = layers.map(({ name }) => name);
  const shown = names.length > 12 ? [...names.slice(0, 5), '...', ...names.slice(-6)] : names;
  return new SweepdeckError({
    code: 'pretrained-unknown-layer',
    message: `model.${option}: saw ${wanted}; expected one of the ${names.length} layers: ${shown.join(', ')}`,
    hint: 'name a layer as the saved model names it, or give its index from 0',
  });
}

/**
 * Explains why there is nothing to train: after the features only the removed head follows, and the layers before may
 * have no weights.
 */
function nothingTuned({ layers }: LayersModel, first: Layer, last: Layer): SweepdeckError {
  const latest = layers.findLast(({ trainableWeights }) => trainableWeights.length > 0);
  const reach = latest === undefined ? '' : `name ${latest.name} or a layer before it, or `;
  return new SweepdeckError({
    code: 'pretrained-nothing-tuned',
    message: `model.fine_tune_from: no layer from ${first.name} to ${last.name}, whose output is the features, has weights to train`,
    hint: `${reach}omit fine_tune_from to train only the new head`,
  });
}

function noImages(shape: readonly (number | null)[] | undefined): SweepdeckError {
  return new SweepdeckError({
    code: 'pretrained-invalid',
    message: `the pretrained model takes inputs of shape ${JSON.stringify(shape ?? null)}; expected images [batch, height, width, channels]`,
    hint: 'use an image model',
  });
}
