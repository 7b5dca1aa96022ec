import { concat, dispose, reshape, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { Engine } from '../engines/engine.ts';

/**
 * Reads the values of float32 tensors, row major, in order, and frees the tensors. With deferred reads, all values
 * leave the device together, because each wait costs more than the values.
 */
export async function readTensors(tensors: readonly Tensor[], reads: Engine['reads']): Promise<Float32Array[]> {
  if (reads === 'immediate' || tensors.length === 0) {
    const values = tensors.map((tensor) => tensor.dataSync<'float32'>());
    dispose([...tensors]);
    return values;
  }
  const packed = tidy(() => concat(tensors.map((tensor) => reshape(tensor, [tensor.size]))));
  dispose([...tensors]);
  try {
    const values = await packed.data<'float32'>();
    let end = 0;
    return tensors.map(({ size }) => values.subarray(end, (end += size)));
  } finally {
    packed.dispose();
  }
}
