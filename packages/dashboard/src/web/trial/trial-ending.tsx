import type { routes, RouteResponse } from '../../contract/index.ts';
import { formatMetric, metricKind, metricTitle } from '../words/metrics.ts';
import { describeDivergence } from './describe-divergence.ts';
import { describeEarlyStop } from './describe-early-stop.ts';

type TrialData = RouteResponse<typeof routes.trial>;

/** How a trial ended, unless it trained to its last epoch. */
export function TrialEnding({ data: { trial, sweep, series, earlyStop } }: { readonly data: TrialData }) {
  const { result, error } = trial;
  if (result === null) {
    return error === null ? null : (
      <p class="failure" role="note">
        <span>
          <strong>{error.code}</strong> {error.message} {error.hint}
        </span>
      </p>
    );
  }
  if (result.divergedAt !== null) {
    return (
      <p class="ending" role="note" data-testid="diverged">
        <strong>This trial diverged</strong> {describeDivergence(result.divergedAt)}. {describeBefore(sweep, series)} It
        has no result and was not tested. A lower learning rate may help.
      </p>
    );
  }
  return earlyStop === null ? null : (
    <p class="facts" data-testid="early-stop">
      {describeEarlyStop(earlyStop, sweep.objective.name)}
    </p>
  );
}

/** Describes the result of the last complete epoch. */
function describeBefore({ objective }: TrialData['sweep'], series: TrialData['series']): string {
  const own = series.find(({ metric }) => metric === objective.name);
  const last = own?.epochs.at(-1);
  if (own === undefined || last === undefined) return 'No epoch had finished before.';
  return `After epoch ${last} its ${metricTitle(objective.name)} was ${formatMetric(own.values.at(-1), metricKind(objective.name))}.`;
}
