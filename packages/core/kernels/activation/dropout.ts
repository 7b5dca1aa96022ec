import { loadLanes, storeLanes } from '../math/lanes';

/**
 * Drops values at random: `y = x m`. Each value has a uniform number of 24 bits from the stream `(seed, name, step)`. `m` is
 * `kept` where that number is at least `threshold`, otherwise 0. The numbers are the same bits as those of src/random. Each
 * Philox4x32-10 block gives four of them, and four blocks are computed at once.
 * Source: Salmon et al. (2011), Parallel random numbers: as easy as 1, 2, 3
 */
export function dropoutPass(
  count: i32,
  x: usize,
  seed: u32,
  name: u32,
  step: u32,
  threshold: u32,
  kept: f32,
  y: usize,
): void {
  const multiplier0 = i32x4.splat(0xd2511f53);
  const multiplier1 = i32x4.splat(0xcd9e8d57);
  let blocks = i32x4(0, 1, 2, 3);
  for (; count > 0; count -= 16) {
    // Lane b of the four words is block b.
    let c0 = blocks;
    let c1 = i32x4.splat(0);
    let c2 = i32x4.splat(step);
    let c3 = c1;
    let k0 = seed;
    let k1 = name;
    for (let round = 0; round < 10; round++) {
      const first0 = i64x2.extmul_low_i32x4_u(c0, multiplier0);
      const last0 = i64x2.extmul_high_i32x4_u(c0, multiplier0);
      const first1 = i64x2.extmul_low_i32x4_u(c2, multiplier1);
      const last1 = i64x2.extmul_high_i32x4_u(c2, multiplier1);
      c0 = v128.xor(v128.xor(upperWords(first1, last1), c1), i32x4.splat(k0));
      c1 = lowerWords(first1, last1);
      c2 = v128.xor(v128.xor(upperWords(first0, last0), c3), i32x4.splat(k1));
      c3 = lowerWords(first0, last0);
      k0 += 0x9e3779b9;
      k1 += 0xbb67ae85;
    }
    // Transposed: the four words of each block.
    const low01 = v128.shuffle<i32>(c0, c1, 0, 4, 1, 5);
    const low23 = v128.shuffle<i32>(c2, c3, 0, 4, 1, 5);
    const high01 = v128.shuffle<i32>(c0, c1, 2, 6, 3, 7);
    const high23 = v128.shuffle<i32>(c2, c3, 2, 6, 3, 7);
    dropFour(x, v128.shuffle<i64>(low01, low23, 0, 2), threshold, kept, y, count);
    if (count > 4) dropFour(x + 16, v128.shuffle<i64>(low01, low23, 1, 3), threshold, kept, y + 16, count - 4);
    if (count > 8) dropFour(x + 32, v128.shuffle<i64>(high01, high23, 0, 2), threshold, kept, y + 32, count - 8);
    if (count > 12) dropFour(x + 48, v128.shuffle<i64>(high01, high23, 1, 3), threshold, kept, y + 48, count - 12);
    blocks = i32x4.add(blocks, i32x4.splat(4));
    x += 64;
    y += 64;
  }
}

/** Returns the upper words of four 64-bit products. */
function upperWords(first: v128, last: v128): v128 {
  return v128.shuffle<i32>(first, last, 1, 3, 5, 7);
}

function lowerWords(first: v128, last: v128): v128 {
  return v128.shuffle<i32>(first, last, 0, 2, 4, 6);
}

function dropFour(x: usize, bits: v128, threshold: u32, kept: f32, y: usize, left: i32): void {
  const isKept = i32x4.ge_u(i32x4.shr_u(bits, 8), i32x4.splat(threshold));
  storeLanes(y, f32x4.mul(loadLanes(x, left), v128.and(f32x4.splat(kept), isKept)), left);
}
