/** The images or targets of a batch in sequence, `size` values each. */
export interface BatchValues {
  readonly values: Float32Array<ArrayBuffer>;
  readonly size: number;
}

/** Computes `lambda x_i + (1 - lambda) x_partner(i)`, for images and for targets. */
export function mixup({ values, size }: BatchValues, partners: Uint32Array, lambda: number): Float32Array<ArrayBuffer> {
  const mixed = new Float32Array(values.length);
  for (const [position, partner] of partners.entries()) {
    for (let i = position * size, j = partner * size; i < (position + 1) * size; i++, j++)
      mixed[i] = lambda * (values[i] ?? 0) + (1 - lambda) * (values[j] ?? 0);
  }
  return mixed;
}
