import { evaluationMetrics, trainingMetrics, type MetricDefinition } from '@sweepdeck/core/metrics';
import { capitalized } from '../terminal/capitalized.ts';
import type { CatalogEntry } from './catalog-entry.ts';
import { plainEntry } from './plain-entry.ts';

/** Reads the metrics that can rank trials, named with their split, then the metrics of training itself. */
export function readMetrics(key: string): readonly CatalogEntry[] {
  const ofSplit = Object.entries<MetricDefinition>(evaluationMetrics).map(([metric, definition]) => {
    const [name, { goal, range }] = [`validation.${metric}`, definition];
    const example = `${key}: { name: ${name}, goal: ${goal} }`;
    return { ...describeMetric(name, definition), measured: { range, goal }, example };
  });
  const ofTraining = Object.entries<MetricDefinition>(trainingMetrics).map(([metric, definition]) =>
    describeMetric(metric, definition),
  );
  return [...ofSplit, ...ofTraining];
}

function describeMetric(name: string, { title, summary, range, formula, source }: MetricDefinition): CatalogEntry {
  const measured = { range, goal: null };
  return {
    ...plainEntry(name, summary),
    title: capitalized(title),
    formula: formula ?? null,
    source: source ?? null,
    measured,
  };
}
