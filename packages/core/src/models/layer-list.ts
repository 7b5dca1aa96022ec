import { z } from 'zod';
import { define } from '../registry/index.ts';
import { layersSchema, namedLayers } from './layers/layer-registry.ts';
import { LayerShapeError, shapeText } from './layers/layer-registry-shapes.ts';
import type { LayerFactory } from './layers/layer.ts';
import type { InputShape, Model } from './model.ts';
import { sequential } from './sequential.ts';

/**
 * A custom architecture: a list of layers by name; the last one gives one logit per class. Weights are named
 * `<kind>_<number>/<parameter>`, such as `conv2d_1/kernel`, and initialized from a random stream of that name. Two
 * lists with the same seed therefore share the initial weights of layers that agree in name and shape.
 */
export const layerList = define({
  title: 'Layers',
  summary: 'Your own architecture: a list of layers, one after the other.',
  source: 'Keras, Sequential',
  impliedBy: 'layers',
  options: z.strictObject({
    layers: layersSchema.describe(
      'Layers from the image to the logits, each by name or as a mapping with options; end with dense without units',
    ),
  }),
  create:
    ({ layers }) =>
    (input: InputShape): Model => {
      const named = namedLayers(layers, input);
      const last = layers.length - 1;
      return sequential(
        input,
        named.map(([name, factory], index) => [name, index === last ? endsWithLogits(factory, name, input) : factory]),
      );
    },
});

/**
 * Checks that the last layer gives one value per class.
 * @throws LayerShapeError
 */
function endsWithLogits(factory: LayerFactory, name: string, { classes }: InputShape): LayerFactory {
  return (inputShape) => {
    const layer = factory(inputShape);
    const [length, ...rest] = layer.outputShape;
    if (length === classes && rest.length === 0) return layer;
    throw new LayerShapeError({
      path: ['layers'],
      problem: `the last layer (${name}) gives ${shapeText(layer.outputShape)}; expected ${shapeText([classes])}, one logit for each class`,
      hint:
        rest.length > 0
          ? 'end the list with flatten or global-average-pool, and dense'
          : 'end the list with dense, which without units has one for each class',
    });
  };
}
