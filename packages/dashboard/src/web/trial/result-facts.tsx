import { formatDuration } from '@sweepdeck/core/words';
import { metricsOfSplit, type routes, type RouteResponse } from '../../contract/index.ts';
import { formatMetric, metricKind, metricTitle } from '../words/metrics.ts';
import { nothing } from '../words/numbers.ts';

type TrialData = RouteResponse<typeof routes.trial>;

interface ResultFactsProps {
  readonly data: {
    readonly trial: Pick<TrialData['trial'], 'status' | 'error' | 'result'>;
    readonly sweep: Pick<TrialData['sweep'], 'objective'>;
  };
}

/** The numbers that summarize a finished trial. */
export function ResultFacts({ data: { trial, sweep } }: ResultFactsProps) {
  const { result } = trial;
  if (result === null) {
    return trial.error === null ? <p class="muted">No result yet: this trial is {trial.status}.</p> : null;
  }
  // Shown at the top of the page.
  if (result.divergedAt !== null) return null;
  const { name: objective } = sweep.objective;
  const facts: readonly (readonly [string, string])[] = [
    [metricTitle(objective), formatMetric(result.objective, metricKind(objective))],
    // What the sweep optimizes comes first among the test results too.
    ...[...new Set([objective.replace('validation.', 'test.'), ...metricsOfSplit('test')])]
      .filter((name) => result.metrics[name] !== undefined)
      .map((name) => [metricTitle(name), formatMetric(result.metrics[name], metricKind(name))] as const),
    ['best epoch', String(result.bestEpoch ?? nothing)],
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
