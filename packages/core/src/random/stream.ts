/** A place in a stream, as data. */
export interface StreamPlace {
  /** The `streamKey` of seed and name. */
  readonly key: readonly [number, number];
  readonly step: number;
  /** Number of 32-bit words before it. */
  readonly word: number;
}

/**
 * A stream of random numbers that is a pure function of (seed, name, step). No state survives between steps, so
 * resuming at any step needs no generator state. Streams that differ in any of the three are independent. Names in
 * use: `initialization/<parameter>`, `data-order`, `augmentation/<image>`, `mixup`, `cutmix`, `mixup-or-cutmix`,
 * `dropout/<layer>`, `stochastic-depth/<layer>`, `search`, `glyphs`, `split`, `limit`, `folds`, `imbalance`,
 * `label-noise`.
 */
export interface RandomStream {
  /**
   * Returns the place of the next word, from which `streamFrom` continues. The second normal number of a pair is not
   * kept.
   */
  readonly place: () => StreamPlace;
  /** Returns the next 32 random bits, 0 .. 2^32 - 1. */
  readonly nextUint32: () => number;
  /** Returns a uniform number in [0, 1) with 24 bits of resolution (exact in float32). */
  readonly nextUniform: () => number;
  /** Returns a standard normal number, by Box-Muller. */
  readonly nextNormal: () => number;
  /** Returns a uniform integer in [0, bound), without modulo bias. `bound` is a whole number from 1 to 2^32. */
  readonly nextInteger: (bound: number) => number;
}
