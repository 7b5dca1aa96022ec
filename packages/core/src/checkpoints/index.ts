export { readSafetensors, type Checkpoint } from './read-safetensors.ts';
export { storeTensors } from './store-tensors.ts';
export type { StoredTensor, StoredTensors, StoredType } from './stored-tensor.ts';
export { writeSafetensors } from './write-safetensors.ts';
