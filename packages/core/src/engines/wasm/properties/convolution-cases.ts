import fc from 'fast-check';
import { size } from './compare-with-cpu.ts';

/** Sizes of a convolution. */
export interface ConvolutionCase {
  readonly seed: number;
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly filters: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly stride: number;
  readonly padding: 'same' | 'valid';
}

export const strides = fc.integer({ min: 1, max: 3 });

/** Number of products in a forward pass that the reference engine computes in a few milliseconds. */
const productsOfACase = 60_000;

/** Returns `count`, or the largest number for which `each * count` is within the products of a case. */
function atMost(count: number, each: number): number {
  return Math.max(1, Math.min(count, Math.floor(productsOfACase / each)));
}

/**
 * Draws convolutions of odd and even sizes, some with images smaller than the kernel. The number of filters shrinks
 * when other sizes are large, so that a case stays quick.
 */
export const convolutionCases: fc.Arbitrary<ConvolutionCase> = fc
  .record({
    seed: fc.nat(),
    batch: size(5, 2),
    height: size(20, 8),
    width: size(20, 8),
    channels: fc.oneof(fc.constant(1), size(40, 9)),
    filters: size(40, 17),
    kernelHeight: fc.integer({ min: 1, max: 5 }),
    kernelWidth: fc.integer({ min: 1, max: 5 }),
    stride: strides,
    padding: fc.constantFrom('same' as const, 'valid' as const),
  })
  .filter((c) => c.padding === 'same' || (c.kernelHeight <= c.height && c.kernelWidth <= c.width))
  .map((c) => {
    const taps = c.kernelHeight * c.kernelWidth * c.channels;
    const filters = atMost(c.filters, (c.batch * c.height * c.width * taps) / c.stride ** 2);
    return { ...c, filters };
  });
