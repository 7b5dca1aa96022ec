import type { ReliabilityBin } from '../../contract/index.ts';
import { formatPercent } from '../words/numbers.ts';

/** Describes calibration over all images: `97.2 % sure and 96.1 % right on average.` */
export function describeCalibration(bins: readonly ReliabilityBin[]): string {
  const filled = bins.filter(({ count }) => count > 0);
  const total = filled.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return 'No test images.';
  const over = (read: (bin: ReliabilityBin) => number): number =>
    filled.reduce((sum, bin) => sum + bin.count * read(bin), 0) / total;
  const confidence = formatPercent(over(({ meanConfidence }) => meanConfidence));
  return `${confidence} sure and ${formatPercent(over(({ accuracy }) => accuracy))} right on average.`;
}
