import type { NamedTensors } from '../tensors/named-tensors.ts';
import type { StoredTensor, StoredTensors } from './stored-tensor.ts';

/** Copies tensors out of the engine, for a checkpoint. */
export function storeTensors(tensors: NamedTensors): StoredTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]): [string, StoredTensor] => {
      const { dtype, shape } = tensor;
      if (dtype === 'float32') return [name, { dtype: 'F32', shape, values: new Float32Array(tensor.dataSync()) }];
      if (dtype === 'int32') return [name, { dtype: 'I32', shape, values: new Int32Array(tensor.dataSync()) }];
      if (dtype === 'bool') return [name, { dtype: 'U8', shape, values: new Uint8Array(tensor.dataSync()) }];
      throw new Error(`a checkpoint cannot hold ${dtype}: ${name}`);
    }),
  );
}
