import { formatDuration } from '@sweepdeck/core/words';
import type { routes, RouteResponse } from '../../contract/index.ts';
import { formatMetricValue, metricTitle } from '../words/format.ts';

interface ResultFactsProps {
  readonly data: RouteResponse<typeof routes.trial>;
}

const testMetrics = ['test.accuracy', 'test.nll', 'test.brier', 'test.ece', 'test.balanced_accuracy', 'test.macro_f1'];

/** The numbers that summarize a finished trial. */
export function ResultFacts({ data: { trial, sweep } }: ResultFactsProps) {
  const { result } = trial;
  if (result === null) {
    return trial.error === null ? <p class="muted">No result yet: this trial is {trial.status}.</p> : null;
  }
  // Shown at the top of the page.
  if (result.divergedAt !== null) return null;
  const facts: readonly (readonly [string, string])[] = [
    [metricTitle(sweep.objective.name), formatMetricValue(sweep.objective.name, result.objective)],
    ...[...new Set([sweep.objective.name.replace('validation.', 'test.'), ...testMetrics])]
      .filter((name) => result.metrics[name] !== undefined)
      .map((name) => [metricTitle(name), formatMetricValue(name, result.metrics[name])] as const),
    ['best epoch', String(result.bestEpoch ?? '–')],
    ['time', formatDuration(result.seconds)],
  ];
  return (
    <dl class="numbers" data-testid="result">
      {facts.map(([title, value]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
