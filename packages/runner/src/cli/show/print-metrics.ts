import { evaluationMetrics, type EvaluationMetricName } from '@sweepdeck/core/metrics';
import { capitalized } from '../terminal/capitalized.ts';
import type { CommandContext } from '../command/command.ts';
import type { ShownTrial } from './shown.ts';
import { formatMetric } from '../terminal/format-number.ts';
import { formatTable, type TableRow } from '../terminal/table.ts';

const splits = ['train', 'validation', 'test'] as const;

/** Prints every evaluation metric at the tested epoch, by split; skips metrics that were not measured. */
export function formatMetrics(
  { trial, metrics }: ShownTrial,
  { style, columns }: Pick<CommandContext, 'style' | 'columns'>,
): string {
  const measured = new Map<string, number>(Object.entries(trial.result?.metrics ?? {}));
  for (const { epoch, name, value } of metrics) if (epoch === trial.result?.bestEpoch) measured.set(name, value);
  const rows = (Object.keys(evaluationMetrics) as EvaluationMetricName[]).flatMap((name): TableRow[] => {
    const values = splits.map((split) => measured.get(`${split}.${name}`));
    if (values.every((value) => value === undefined)) return [];
    return [
      [
        capitalized(evaluationMetrics[name].title),
        ...values.map((value) => (value === undefined ? '-' : formatMetric(value))),
      ],
    ];
  });
  const titles = [{ title: 'metric' }, ...splits.map((split) => ({ title: split, align: 'right' as const }))];
  return formatTable(titles, rows, { columns, paintTitle: style.dim });
}
