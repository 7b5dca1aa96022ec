import { exponential, logarithm } from '../portable-math/index.ts';
import type { RandomStream } from './stream.ts';

/**
 * Draws one value of Beta(alpha, alpha), 0..1: `A / (A + B)` with A and B from Gamma(alpha, 1), by their logarithms,
 * because both may underflow for a small alpha.
 * @param alpha above 0
 */
export function drawBeta(stream: RandomStream, alpha: number): number {
  return 1 / (1 + exponential(drawLogGamma(stream, alpha) - drawLogGamma(stream, alpha)));
}

/**
 * Source: Marsaglia and Tsang (2000), A simple method for generating gamma variables; below shape 1 by its section 6.
 */
function drawLogGamma(stream: RandomStream, shape: number): number {
  if (shape < 1) return drawLogGamma(stream, shape + 1) + logarithm(1 - stream.nextUniform()) / shape;
  const d = shape - 1 / 3;
  for (;;) {
    const x = stream.nextNormal();
    const root = 1 + x / Math.sqrt(9 * d);
    const v = root * root * root;
    if (v <= 0) continue;
    if (logarithm(1 - stream.nextUniform()) < (x * x) / 2 + d * (1 - v + logarithm(v))) return logarithm(d * v);
  }
}
