import { exhibitsOf } from '../parts/exhibit.ts';
import { buildReliabilityConfig } from './reliability.ts';
import type { ReliabilityBin, ReliabilityData } from './reliability.ts';
import { wobble } from '../parts/wobble.ts';

const binCount = 15;
const emptyBin: ReliabilityBin = { count: 0, meanConfidence: Number.NaN, accuracy: Number.NaN };

/** Makes bins with the accuracy that `accuracyAt` gives for their confidence; counts grow towards certainty. */
function bins(images: number, accuracyAt: (confidence: number) => number): ReliabilityBin[] {
  return Array.from({ length: binCount }, (_, place) => {
    if (place < 3) return emptyBin;
    const count = Math.round(images * 0.6 ** (binCount - 1 - place) * 0.4) + 2;
    const meanConfidence = (place + 0.5 + 0.2 * wobble(place)) / binCount;
    const accuracy = Math.min(1, Math.max(0, accuracyAt(meanConfidence) + 0.05 * wobble(place + 20)));
    return { count, meanConfidence, accuracy };
  });
}

export const reliabilityFixtures = {
  overconfident: { bins: bins(10_000, (confidence) => confidence ** 1.6) },
  calibrated: { bins: bins(10_000, (confidence) => confidence) },
  underconfident: { bins: bins(500, (confidence) => Math.sqrt(confidence)) },
  empty: { bins: [] },
  'one bin': {
    bins: Array.from({ length: binCount }, (_, place) =>
      place === 14 ? { count: 1000, meanConfidence: 0.997, accuracy: 0.962 } : emptyBin,
    ),
  },
  'chance level': {
    bins: Array.from({ length: binCount }, (_, place) =>
      place === 1 ? { count: 980, meanConfidence: 0.104, accuracy: 0.098 } : emptyBin,
    ),
  },
  NaN: {
    bins: Array.from({ length: binCount }, (_, place) =>
      place === 0 ? { count: 200, meanConfidence: Number.NaN, accuracy: 0.1 } : emptyBin,
    ),
  },
} as const satisfies Record<string, ReliabilityData>;

export const exhibits = exhibitsOf('Reliability diagram', reliabilityFixtures, buildReliabilityConfig, () => ({
  heightPx: 320,
  maxWidthPx: 560,
}));
