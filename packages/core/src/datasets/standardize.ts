import type { Dataset, Normalization } from './dataset.ts';

/** The images that the normalization is measured on. */
type Pixels = Pick<Dataset, 'images' | 'height' | 'width' | 'channels'>;

/** One step of a pixel. It prevents the noise of an almost constant channel from being amplified. */
const smallestDeviation = 1 / 255;

/**
 * Returns the normalization that gives each channel of the indexed images mean 0 and deviation 1: mean and population
 * deviation `sqrt(sum((x - mean)^2) / n)` of `x = pixel / 255`, 0..1; a deviation below 1/255 counts as 1/255.
 *
 * @param indices at least one image
 */
export function standardize({ images, height, width, channels }: Pixels, indices: Uint32Array): Normalization {
  const size = height * width * channels;
  const histograms = Array.from({ length: channels }, () => new Float64Array(256));
  for (const index of indices) {
    const end = (index + 1) * size;
    for (const [channel, histogram] of histograms.entries()) {
      for (let i = index * size + channel; i < end; i += channels) {
        const pixel = images[i] ?? 0;
        histogram[pixel] = (histogram[pixel] ?? 0) + 1;
      }
    }
  }
  const count = indices.length * height * width;
  const mean = histograms.map((histogram) => weightedSum(histogram, (x) => x) / count);
  const deviation = histograms.map((histogram, channel) => {
    const variance = weightedSum(histogram, (x) => square(x - (mean[channel] ?? 0))) / count;
    return Math.max(smallestDeviation, Math.sqrt(variance));
  });
  return { mean, deviation };
}

/** Computes `sum_v histogram[v] f(v / 255)`. */
function weightedSum(histogram: Float64Array, f: (x: number) => number): number {
  return histogram.reduce((sum, count, pixel) => sum + count * f(pixel / 255), 0);
}

function square(x: number): number {
  return x * x;
}
