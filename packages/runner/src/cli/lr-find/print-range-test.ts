import { formatDuration } from '@sweepdeck/core/words';
import type { CommandContext } from '../command/command.ts';
import type { RangeTestResult } from './find-learning-rate.ts';
import { formatRate } from './format-rate.ts';
import { plotLosses } from './plot-losses.ts';

/** Prints a range test: the tested configuration, the curve, and the YAML to write into the sweep. */
export function formatRangeTest(result: RangeTestResult, { style, columns }: CommandContext): string {
  const { label, options, points, summary, engine, seconds, otherConfigurations } = result;
  const last = points.at(-1)?.learningRate ?? options.minimumRate;
  const heading = label === 'default' ? 'Learning-rate range test' : `Learning-rate range test of ${label}`;
  const facts = `${points.length} steps from ${formatRate(options.minimumRate)} to ${formatRate(last)} on engine ${engine}, ${formatDuration(seconds)}`;
  const lines = [style.bold(heading), style.dim(facts), ''];
  const plot = plotLosses(points, summary, { columns: Math.min(columns, 76), rows: 10 });
  if (plot.length > 0) lines.push(style.dim('smoothed loss'), ...plot, '');
  const { suggestedRate, usableRates } = summary;
  if (suggestedRate === null || usableRates === null) {
    lines.push(
      style.yellow('No rate can be suggested: the loss did not fall.'),
      `${style.cyan('hint:')} try more steps, a wider range with --from and --to, or another optimizer`,
    );
  } else {
    lines.push(
      `suggested ${style.bold(formatRate(suggestedRate))} (▲, where the loss falls fastest)`,
      `usable    ${formatRate(usableRates.from)} to ${formatRate(usableRates.to)} (━)`,
      '',
      `${style.cyan('sweep around it:')} learning_rate: { values: [${ratesAround(suggestedRate, usableRates).join(', ')}] }`,
    );
  }
  if (summary.ending === 'blew-up') lines.push(style.dim(`The loss blew up at ${formatRate(last)}.`));
  if (otherConfigurations > 0) {
    const rest = `${otherConfigurations} other configuration${otherConfigurations === 1 ? '' : 's'} of this sweep`;
    lines.push(style.dim(`Not tested: ${rest}; choose one with --set, as in --set loss=hinge.`));
  }
  return lines.join('\n');
}

/** Returns a third of the rate, the rate and three times the rate, limited to the usable range. */
export function ratesAround(rate: number, usable: { readonly from: number; readonly to: number }): string[] {
  const rates = [Math.max(rate / 3, usable.from), rate, Math.min(rate * 3, usable.to)].toSorted((a, b) => a - b);
  return [...new Set(rates.map(formatRate))];
}
