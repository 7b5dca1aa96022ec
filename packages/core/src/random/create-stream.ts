import { cosine, logarithm, sine } from '../portable-math/index.ts';
import { philox4x32 } from './philox.ts';
import type { RandomStream, StreamPlace } from './stream.ts';

/**
 * Creates the stream of (seed, name, step). `seed` and `step` are whole numbers from 0 to 2^32 - 1; anything else is
 * a RangeError.
 */
export function createStream(seed: number, name: string, step: number): RandomStream {
  requireUint32('seed', seed);
  requireUint32('step', step);
  return streamFrom({ key: streamKey(seed, name), step, word: 0 });
}

/** Continues a stream from a place. */
export function streamFrom({ key, step, word }: StreamPlace): RandomStream {
  const block = new Uint32Array(4);
  let blockIndex = Math.floor(word / 4);
  let position = 4;
  let spareNormal: number | undefined;

  const nextUint32 = (): number => {
    if (position === 4) {
      philox4x32([blockIndex++ >>> 0, 0, step >>> 0, 0], key, block);
      position = 0;
    }
    return block[position++] ?? 0;
  };
  for (let i = 4 * blockIndex; i < word; i++) nextUint32();
  const nextUniform = (): number => (nextUint32() >>> 8) * 2 ** -24;
  return {
    place: () => ({ key, step, word: 4 * blockIndex - (4 - position) }),
    nextUint32,
    nextUniform,
    nextNormal() {
      if (spareNormal !== undefined) {
        const value = spareNormal;
        spareNormal = undefined;
        return value;
      }
      const radius = Math.sqrt(-2 * logarithm(1 - nextUniform()));
      const angle = 2 * Math.PI * nextUniform();
      spareNormal = radius * sine(angle);
      return radius * cosine(angle);
    },
    nextInteger(bound) {
      if (!(bound >= 1 && bound <= 2 ** 32)) throw new RangeError(`bound ${bound} is not from 1 to 2^32`);
      const limit = 2 ** 32 - (2 ** 32 % bound);
      let value = nextUint32();
      while (value >= limit) value = nextUint32();
      return value % bound;
    },
  };
}

/**
 * Returns the key under which Philox draws the stream of (seed, name, step); the step is the third word of the
 * counter.
 */
export function streamKey(seed: number, name: string): readonly [number, number] {
  return [seed >>> 0, hashName(name)];
}

function requireUint32(what: string, value: number): void {
  if (value >>> 0 !== value) throw new RangeError(`${what} ${value} is not a whole number from 0 to 2^32 - 1`);
}

/** Hashes with FNV-1a, 32 bits, over the UTF-16 code units. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
