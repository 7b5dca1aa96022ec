const smallest = -1022;
/** Read from a table instead of assembled from bits: loading a number right after storing half of it is slow. */
const powers = new Float64Array(2046);
for (let k = 0, up = 1, down = 1; k <= 1023; k++, up *= 2, down /= 2) {
  powers[k - smallest] = up;
  if (k <= 1022) powers[-k - smallest] = down;
}

/** Returns `2^k` exactly, for a whole `k` from -1022 to 1023. */
export function powerOfTwo(k: number): number {
  return powers[k - smallest] ?? Number.NaN;
}
