import { formatDuration } from '@sweepdeck/core/words';
import type { RangeTest } from '../../contract/index.ts';
import { formatLearningRate, formatRoughRate } from '../words/numbers.ts';

/** Describes the setting that the label omits: `seed-cnn, batch 32`. */
export function describeSetting({ label, model, loss, optimizer, batchSize }: RangeTest): string {
  const named = new Set(label.split(' · '));
  return [...[model, loss, optimizer].filter((part) => !named.has(part)), `batch ${batchSize}`].join(', ');
}

/** Describes the result. */
export function describeFinding({ suggestedRate, usableRates }: RangeTest): string {
  return suggestedRate === null || usableRates === null
    ? 'No rate can be suggested: the loss did not fall.'
    : `Suggested ${formatRoughRate(suggestedRate)}, usable ${formatRoughRate(usableRates.from)} to ${formatRoughRate(usableRates.to)}.`;
}

/** Describes how much was tried, and how it ended. */
export function describeEffort({ ending, steps, minimumRate, maximumRate, engine, seconds }: RangeTest): string {
  const asked = `${steps} steps from ${formatLearningRate(minimumRate)} to ${formatLearningRate(maximumRate)}`;
  const end = ending === 'blew-up' ? ', ended early because the loss blew up' : '';
  return `${asked}${end}; engine ${engine}, ${formatDuration(seconds)}.`;
}
