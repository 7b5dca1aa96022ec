/** Words of a stream that are drawn at a time: four of each of four blocks. */
export const WORDS_AT_ONCE = 16;

/**
 * Writes `count` times 16 words of 32 bits of the stream with the key `(key0, key1)` into memory, starting at a
 * block: the same bits as src/random. Source: Salmon et al. (2011), Parallel random numbers: as easy as 1, 2, 3
 */
export function drawWords(count: i32, key0: u32, key1: u32, step: u32, firstBlock: u32, words: usize): void {
  const multiplier0 = i32x4.splat(0xd2511f53);
  const multiplier1 = i32x4.splat(0xcd9e8d57);
  let blocks = i32x4.add(i32x4.splat(firstBlock), i32x4(0, 1, 2, 3));
  for (; count > 0; count--, words += 64) {
    // Lane b of the four words is block b.
    let c0 = blocks;
    let c1 = i32x4.splat(0);
    let c2 = i32x4.splat(step);
    let c3 = c1;
    let k0 = key0;
    let k1 = key1;
    for (let round = 0; round < 10; round++) {
      const first0 = i64x2.extmul_low_i32x4_u(c0, multiplier0);
      const last0 = i64x2.extmul_high_i32x4_u(c0, multiplier0);
      const first1 = i64x2.extmul_low_i32x4_u(c2, multiplier1);
      const last1 = i64x2.extmul_high_i32x4_u(c2, multiplier1);
      c0 = v128.xor(v128.xor(v128.shuffle<i32>(first1, last1, 1, 3, 5, 7), c1), i32x4.splat(k0));
      c1 = v128.shuffle<i32>(first1, last1, 0, 2, 4, 6);
      c2 = v128.xor(v128.xor(v128.shuffle<i32>(first0, last0, 1, 3, 5, 7), c3), i32x4.splat(k1));
      c3 = v128.shuffle<i32>(first0, last0, 0, 2, 4, 6);
      k0 += 0x9e3779b9;
      k1 += 0xbb67ae85;
    }
    // Transposed: the four words of each block.
    const low01 = v128.shuffle<i32>(c0, c1, 0, 4, 1, 5);
    const low23 = v128.shuffle<i32>(c2, c3, 0, 4, 1, 5);
    const high01 = v128.shuffle<i32>(c0, c1, 2, 6, 3, 7);
    const high23 = v128.shuffle<i32>(c2, c3, 2, 6, 3, 7);
    v128.store(words, v128.shuffle<i64>(low01, low23, 0, 2));
    v128.store(words, v128.shuffle<i64>(low01, low23, 1, 3), 16);
    v128.store(words, v128.shuffle<i64>(high01, high23, 0, 2), 32);
    v128.store(words, v128.shuffle<i64>(high01, high23, 1, 3), 48);
    blocks = i32x4.add(blocks, i32x4.splat(4));
  }
}
