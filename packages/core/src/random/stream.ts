/** A place in a stream, as data. */
export interface StreamPlace {
  /** `streamKey` of seed and name. */
  readonly key: readonly [number, number];
  readonly step: number;
  /** How many words of 32 bits lie before it. */
  readonly word: number;
}

/**
 * A stream of random numbers that is a pure function of (seed, name, step): no state survives between steps, so
 * resuming at any step needs no generator state. Streams that differ in any of the three are independent.
 * Names in use: `initialization/<parameter>`, `data-order`, `augmentation/<image>`, `mixup`, `cutmix`, `mixup-or-cutmix`,
 * `dropout/<layer>`, `stochastic-depth/<layer>`, `search`, `glyphs`, `split`, `limit`, `folds`, `imbalance`,
 * `label-noise`.
 */
export interface RandomStream {
  /** Where the next word is drawn: `streamFrom` goes on there. The second normal number of a pair is not kept. */
  readonly place: () => StreamPlace;
  /** The next 32 random bits, 0 .. 2^32 - 1. */
  readonly nextUint32: () => number;
  /** Uniform in [0, 1), 24 bits of resolution (exact in float32). */
  readonly nextUniform: () => number;
  /** Standard normal by Box-Muller. */
  readonly nextNormal: () => number;
  /** Uniform integer in [0, bound), without modulo bias. `bound` is a whole number from 1 to 2^32. */
  readonly nextInteger: (bound: number) => number;
}
