import { shuffledIndices, type RandomStream } from '../random/index.ts';

/**
 * Holds out `fraction` of `indices`, stratified by class: round(n * fraction) indices in total, divided among the
 * classes by largest remainder (ties go to the lower class) and drawn at random within each class. Both parts are in
 * ascending order.
 */
export function stratifiedSplit(
  indices: Uint32Array,
  labels: Uint8Array,
  fraction: number,
  stream: RandomStream,
): { readonly kept: Uint32Array; readonly held: Uint32Array } {
  const byClass: number[][] = [];
  for (const index of indices) (byClass[labels[index] ?? 0] ??= []).push(index);
  const members = Array.from(byClass, (list) => list ?? []);

  const heldCount = Math.round(indices.length * fraction);
  const quotas = largestRemainder(
    members.map((list) => list.length),
    heldCount,
  );
  const kept: number[] = [];
  const held: number[] = [];
  for (const [label, list] of members.entries()) {
    const order = shuffledIndices(stream, list);
    const quota = quotas[label] ?? 0;
    for (const [position, index] of order.entries()) (position < quota ? held : kept).push(index);
  }
  return { kept: Uint32Array.from(kept).sort(), held: Uint32Array.from(held).sort() };
}

/** Divides `total` into whole quotas proportional to `sizes`. Source: Hamilton's method of apportionment. */
function largestRemainder(sizes: readonly number[], total: number): number[] {
  const sum = sizes.reduce((a, b) => a + b, 0);
  if (sum === 0) return sizes.map(() => 0);
  const quotas = sizes.map((size) => Math.floor((size * total) / sum));
  const remainders = sizes.map((size, i) => ({ i, remainder: (size * total) % sum }));
  remainders.sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  const missing = total - quotas.reduce((a, b) => a + b, 0);
  for (const { i } of remainders.slice(0, missing)) quotas[i] = (quotas[i] ?? 0) + 1;
  return quotas;
}
