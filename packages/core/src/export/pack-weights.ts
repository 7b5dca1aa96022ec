import { SweepdeckError } from '../errors/index.ts';
import type { StoredTensors } from '../checkpoints/index.ts';
import type { KerasNode } from '../models/keras-graph.ts';

/** One weight of a `weightsManifest`. */
export interface WeightSpec {
  /** `<layer>/<weight>` as Keras names them: `conv1/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32';
}

/**
 * Packs the weights of the nodes in order, float32, little-endian, and returns their specifications.
 *
 * @throws SweepdeckError `checkpoint-invalid` when one is missing
 */
export function packWeights(
  nodes: readonly KerasNode[],
  tensors: StoredTensors,
): { readonly specs: readonly WeightSpec[]; readonly bytes: Uint8Array<ArrayBuffer> } {
  const packed = nodes.flatMap(({ name, weights = {}, constants = {} }) => {
    const specOf = (kerasName: string, shape: readonly number[]): WeightSpec => ({
      name: `${name}/${kerasName}`,
      shape,
      dtype: 'float32',
    });
    return [
      ...Object.entries(weights).map(([kerasName, parameter]) => {
        const tensor = tensors[parameter];
        if (tensor?.dtype !== 'F32') throw missing(parameter);
        return { spec: specOf(kerasName, tensor.shape), values: tensor.values };
      }),
      ...Object.entries(constants).map(([kerasName, values]) => ({
        spec: specOf(kerasName, [values.length]),
        values: Float32Array.from(values),
      })),
    ];
  });
  const values = new Float32Array(packed.reduce((sum, weight) => sum + weight.values.length, 0));
  let place = 0;
  for (const weight of packed) {
    values.set(weight.values, place);
    place += weight.values.length;
  }
  return { specs: packed.map(({ spec }) => spec), bytes: new Uint8Array(values.buffer) };
}

function missing(parameter: string): SweepdeckError {
  return new SweepdeckError({
    code: 'checkpoint-invalid',
    message: `the weights have no float32 tensor ${parameter}, which the model needs`,
    hint: 'They belong to another model, or to another version of it: train the trial again.',
  });
}
