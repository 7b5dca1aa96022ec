import { SweepdeckError } from '../../errors/index.ts';
import { countOf } from '../../words/index.ts';
import type { LayerFactory } from './layer.ts';

export interface LayerShapeProblem {
  /**
   * Path from the model's options to the layer: `['layers', 2]`, or `['layers', 2, 'layers', 0]` inside a residual
   * block.
   */
  readonly path: readonly (string | number)[];
  /** The kind of the layer: `dense`; undefined for the whole list. */
  readonly layer?: string | undefined;
  /** `saw an input of 13x13x32; expected a list of values`. */
  readonly problem: string;
  readonly hint?: string | undefined;
}

/**
 * Reports a layer of a list that does not fit its input or the following layers, with its place in the configuration.
 */
export class LayerShapeError extends SweepdeckError {
  readonly path: readonly (string | number)[];
  readonly layer: string | undefined;
  readonly problem: string;

  constructor({ path, layer, problem, hint }: LayerShapeProblem) {
    const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
    const subject = layer === undefined ? '' : ` (${layer})`;
    super({ code: 'model-shape', message: `model${place}${subject}: ${problem}`, hint });
    this.path = path;
    this.layer = layer;
    this.problem = problem;
  }
}

/** Writes a shape: `13x13x32`, `128 values`. */
export function shapeText(shape: readonly number[]): string {
  const [length = 0, ...rest] = shape;
  return rest.length > 0 ? shape.join('x') : countOf(length, 'value');
}

/**
 * Restricts a layer to images, `[height, width, channels]`.
 * @throws SweepdeckError `model-shape` for a flat input
 */
export function onImages(factory: LayerFactory): LayerFactory {
  return (inputShape) => {
    if (inputShape.length === 3) return factory(inputShape);
    throw new SweepdeckError({
      code: 'model-shape',
      message: `saw an input of ${shapeText(inputShape)}; expected an image with height, width and channels`,
      hint: 'put it before flatten or global-average-pool',
    });
  };
}

/**
 * Restricts a layer to a flat list of values.
 * @throws SweepdeckError `model-shape` for an image
 */
export function onValues(factory: LayerFactory): LayerFactory {
  return (inputShape) => {
    if (inputShape.length === 1) return factory(inputShape);
    throw new SweepdeckError({
      code: 'model-shape',
      message: `saw an input of ${shapeText(inputShape)}; expected a list of values`,
      hint: 'put flatten or global-average-pool before it',
    });
  };
}

/**
 * Adds a layer's place in the list to its errors about shapes.
 *
 * @throws LayerShapeError also when the layer would leave an empty image
 */
export function layerAt(index: number, kind: string, factory: LayerFactory): LayerFactory {
  return (inputShape) => {
    try {
      const layer = factory(inputShape);
      if (layer.outputShape.every((size) => size >= 1)) return layer;
      throw new SweepdeckError({
        code: 'model-shape',
        message: `saw an input of ${shapeText(inputShape)}, smaller than the layer's kernel or window; expected a larger image`,
        hint: 'use larger images, a smaller kernel or window, or fewer layers that shrink the image',
      });
    } catch (error) {
      throw placed(error, index, kind);
    }
  };
}

function placed(error: unknown, index: number, kind: string): unknown {
  if (!(error instanceof SweepdeckError) || error.code !== 'model-shape') return error;
  const { hint } = error;
  return error instanceof LayerShapeError
    ? new LayerShapeError({ ...error, hint, path: ['layers', index, ...error.path] })
    : new LayerShapeError({ path: ['layers', index], layer: kind, problem: error.message, hint });
}
