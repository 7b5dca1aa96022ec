/** A tensor in a checkpoint: its values, row major, with the safetensors name of their type. */
export type StoredTensor =
  | { readonly dtype: 'F32'; readonly shape: readonly number[]; readonly values: Float32Array }
  | { readonly dtype: 'I32'; readonly shape: readonly number[]; readonly values: Int32Array }
  | { readonly dtype: 'U8'; readonly shape: readonly number[]; readonly values: Uint8Array };

/** Tensors by name. */
export type StoredTensors = Readonly<Record<string, StoredTensor>>;

export type StoredType = StoredTensor['dtype'];

export const bytesPerValue = { F32: 4, I32: 4, U8: 1 } as const satisfies Record<StoredType, number>;

/** Returns the number of values of a shape; 1 for a scalar's `[]`. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
