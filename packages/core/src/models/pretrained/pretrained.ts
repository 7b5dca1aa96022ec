import {
  add,
  concat,
  dispose,
  mean,
  mul,
  reshape,
  image,
  tensor,
  zeros,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { SweepdeckError } from '../../errors/index.ts';
import { define } from '../../registry/index.ts';
import { tensorNamed, type NamedTensors } from '../../tensors/named-tensors.ts';
import { dense } from '../layers/dense.ts';
import { dropout } from '../layers/dropout.ts';
import { flatten } from '../layers/flatten.ts';
import type { LayerFactory } from '../layers/layer.ts';
import type { InputShape, Model } from '../model.ts';
import { sequential } from '../sequential.ts';
import { countMultiplyAdds } from './count-multiply-adds.ts';
import type { FeatureExtractor } from './feature-extractor.ts';
import { graphExtractor } from './graph-extractor.ts';
import { layersExtractor } from './layers-extractor.ts';
import { measureActivations } from './measure-activations.ts';
import { cannotBuild } from './pretrained-invalid.ts';
import { readModelFiles, type ModelFiles } from './read-model-files.ts';

/** Converts a pixel `x` in 0..1 to the range that the pretrained model expects. */
const pixelRanges = {
  '0..1': { factor: 1, offset: 0 },
  '-1..1': { factor: 2, offset: -1 },
  '0..255': { factor: 255, offset: 0 },
} as const;

const options = z.strictObject({
  path: z
    .string()
    .min(1)
    .describe(
      'model.json of a saved TensorFlow.js model, or its folder, relative to the sweep file; or an http(s) URL',
    ),
  sha256: z.string().optional().describe("SHA-256 of the model's files; default: filled in when the sweep is loaded"),
  features: z
    .union([z.string(), z.int().min(0)])
    .optional()
    .describe(
      'Layer whose output is the features, by name or index from 0, or node of a graph by name; default: the layer before the old head, or the output of the graph',
    ),
  fine_tune_from: z
    .union([z.string(), z.int().min(0)])
    .optional()
    .describe('First layer to fine-tune, by name or index from 0; default: only the new head is trained'),
  pixels: z
    .enum(Object.keys(pixelRanges) as [keyof typeof pixelRanges])
    .default('0..1')
    .describe('Range of pixel values that the pretrained model was trained on'),
  units: z
    .int()
    .min(1)
    .max(65_536)
    .optional()
    .describe('Units of a hidden dense layer with relu in the new head; default: no such layer'),
  dropout: z.number().min(0).lt(1).default(0).describe('Share of the features that training drops before the new head'),
});

type PretrainedOptions = z.output<typeof options>;

/**
 * Features of a pretrained model and a new head: global average over space if the features are images, flatten,
 * dropout, dense to the classes. Images are resized (bilinear) to the pretrained model's input; gray is repeated into
 * three channels, or color averaged to gray. Weights that are not fine-tuned never change, nor do running statistics.
 */
export const pretrained = define({
  title: 'Pretrained',
  summary:
    'A saved TensorFlow.js model as a feature extractor, frozen or fine-tuned from a given layer, with a new head.',
  source: 'Yosinski et al. (2014), How transferable are features in deep neural networks?, arXiv:1411.1792',
  options,
  create: async (config) => {
    const files = await readModelFiles(config.path);
    if (config.sha256 !== undefined && config.sha256 !== files.sha256) throw changed(config.path);
    if (files.format === 'graph-model' && config.fine_tune_from !== undefined) throw notTunable(config.path);
    const extractor = await extractorOf(files, config).catch((cause: unknown) => {
      throw cannotBuild(config.path, cause);
    });
    return async (input: InputShape): Promise<Model> => {
      try {
        return await withNewHead(extractor, config, input);
      } catch (cause) {
        throw cannotBuild(config.path, cause);
      }
    };
  },
});

function extractorOf(files: ModelFiles, config: PretrainedOptions): Promise<FeatureExtractor> {
  if (files.format === 'graph-model') return graphExtractor(files, { features: config.features });
  return layersExtractor(files, { features: config.features, fineTuneFrom: config.fine_tune_from });
}

async function withNewHead(extractor: FeatureExtractor, config: PretrainedOptions, input: InputShape): Promise<Model> {
  const { weights } = extractor;
  const prefix = 'pretrained/';
  const makeWeights = (): NamedTensors =>
    Object.fromEntries(
      Object.entries(weights).map(([name, { values, shape, dtype }]) => [name, tensor(values, [...shape], dtype)]),
    );
  const featuresOf = (own: NamedTensors, x: Tensor4D): Tensor =>
    poolFeatures(extractor.extract(own, prepareImages(x, extractor.inputShape, config.pixels)));
  let featureCount = 0;
  const baseMultiplyAdds = await countMultiplyAdds(() => {
    const features = featuresOf(makeWeights(), zeros([1, input.height, input.width, input.channels]));
    featureCount = features.shape[1] ?? 0;
    return features;
  });
  const trainedCount = sumOf(Object.values(weights).map(({ isTrained, values }) => (isTrained ? values.length : 0)));
  const head = sequential(
    { height: 1, width: 1, channels: featureCount, classes: input.classes },
    headLayers(config, input),
  );
  return {
    parameterCount: head.parameterCount + trainedCount,
    frozenCount: sumOf(Object.values(weights).map(({ values }) => values.length)) - trainedCount,
    multiplyAdds: head.multiplyAdds + baseMultiplyAdds,
    largest: {
      parameters: Math.max(head.largest?.parameters ?? 0, ...Object.values(weights).map(({ values }) => values.length)),
      activations: head.largest?.activations ?? 0,
    },
    async measureActivations() {
      const own = makeWeights();
      const names = Object.keys(weights).filter((name) => weights[name]?.isTrained);
      try {
        const shape = [1, input.height, input.width, input.channels] as const;
        const values = await measureActivations(
          (trained) => featuresOf({ ...own, ...trained }, zeros([...shape])),
          Object.fromEntries(names.map((name) => [name, tensorNamed(own, name)])),
        );
        return values + (head.activations ?? 0);
      } finally {
        dispose(own);
      }
    },
    untrained: new Set(Object.keys(weights).flatMap((name) => (weights[name]?.isTrained ? [] : [`${prefix}${name}`]))),
    init: (seed) => ({
      ...Object.fromEntries(Object.entries(makeWeights()).map(([name, value]) => [`${prefix}${name}`, value])),
      ...head.init(seed),
    }),
    apply(parameters, x, context): Tensor2D {
      const own = Object.fromEntries(
        Object.entries(parameters).flatMap(([name, value]) =>
          name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
        ),
      );
      const features = featuresOf(own, x);
      return head.apply(parameters, reshape(features, [-1, 1, 1, featureCount]), context);
    },
    toKeras() {
      throw new SweepdeckError({
        code: 'export-unsupported',
        message: 'a model with a pretrained part cannot be exported as one LayersModel',
        hint: 'its weights are in the checkpoint: `runner export TRIAL --format safetensors`',
      });
    },
  };
}

function headLayers({ units, dropout: rate }: PretrainedOptions, { classes }: InputShape): [string, LayerFactory][] {
  return [
    ['features', flatten()],
    ...(rate > 0 ? [['head_dropout', dropout({ rate })] as [string, LayerFactory]] : []),
    ...(units === undefined
      ? []
      : [['head_hidden', dense({ units, activation: 'relu', initializer: 'he-uniform' })] as [string, LayerFactory]]),
    ['head', dense({ units: classes })],
  ];
}

/** Resizes images, repeats or averages channels, and scales. */
function prepareImages(
  x: Tensor4D,
  [height, width, channels]: FeatureExtractor['inputShape'],
  pixels: PretrainedOptions['pixels'],
): Tensor4D {
  const [, ownHeight, ownWidth, ownChannels] = x.shape;
  const size: [number, number] = [height ?? ownHeight, width ?? ownWidth];
  let images = size[0] === ownHeight && size[1] === ownWidth ? x : image.resizeBilinear(x, size, false, true);
  if (channels === 1 && ownChannels > 1) images = mean(images, 3, true) as Tensor4D;
  else if (channels > 1 && ownChannels === 1)
    images = concat(
      Array.from({ length: channels }, () => images),
      3,
    );
  else if (channels !== ownChannels) throw channelMismatch(channels, ownChannels);
  const { factor, offset } = pixelRanges[pixels];
  return factor === 1 && offset === 0 ? images : (add(mul(images, factor), offset) as Tensor4D);
}

/** Averages `[batch, height, width, features]` over space; flattens other shapes. */
function poolFeatures(features: Tensor): Tensor {
  if (features.rank === 4) return mean(features, [1, 2]);
  return reshape(features, [features.shape[0] ?? 0, -1]);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function changed(path: string): SweepdeckError {
  return new SweepdeckError({
    code: 'pretrained-changed',
    message: `${path} is not the model that the sweep was planned with`,
    hint: 'run the sweep again: trials of the changed model are trained as new ones',
  });
}

function notTunable(path: string): SweepdeckError {
  return new SweepdeckError({
    code: 'pretrained-graph-frozen',
    message: `model.fine_tune_from: ${path} is a TensorFlow graph for inference, whose weights cannot be trained`,
    hint: 'omit fine_tune_from, or use a model that was saved as a LayersModel',
  });
}

function channelMismatch(wanted: number, seen: number): SweepdeckError {
  return new SweepdeckError({
    code: 'model-shape',
    message: `the pretrained model takes images with ${wanted} channels; saw ${seen}`,
    hint: 'use images with that many channels, or with one',
  });
}
