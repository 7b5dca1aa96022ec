const smallest = -1022;
/** Read, not put together from bits: a number of which half was just stored is slow to load. */
const powers = new Float64Array(2046);
for (let k = 0, up = 1, down = 1; k <= 1023; k++, up *= 2, down /= 2) {
  powers[k - smallest] = up;
  if (k <= 1022) powers[-k - smallest] = down;
}

/** `2^k` for a whole `k` from -1022 to 1023, exactly. */
export function powerOfTwo(k: number): number {
  return powers[k - smallest] ?? Number.NaN;
}
