import { dropout as dropValues } from '../../ops/dropout.ts';
import type { LayerFactory } from './layer.ts';

/**
 * Drops values at random in training: `y = x m / (1 - rate)`, where each value of the mask `m` is 0 with probability
 * `rate` and otherwise 1, so that the mean is unchanged. In evaluation `y = x`. Keeps the shape. The mask is a pure
 * function of seed, layer name and step, so a resumed step drops the same values. Source: Srivastava et al. (2014),
 * Dropout: a simple way to prevent neural networks from overfitting.
 *
 * @param options.rate share of the values that is dropped, from 0 to below 1
 *
 * @throws RangeError for another rate
 */
export function dropout({ rate }: { readonly rate: number }): LayerFactory {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`dropout rate ${rate} is not from 0 to below 1`);
  return (inputShape) => ({
    outputShape: inputShape,
    parameterCount: 0,
    init: () => ({}),
    apply: (_parameters, x, { isTraining, seed, step, layer }) =>
      isTraining && rate > 0 ? dropValues(x, { rate, seed, name: `dropout/${layer}`, step }) : x,
    toKeras: (graph, name, input) => graph.add({ className: 'Dropout', name, config: { rate }, inputs: [input] }),
  });
}
