import { useEffect } from 'preact/hooks';
import { routes, type RouteResponse } from '../../contract/index.ts';
import { useRoute } from '../api/use-route.ts';
import { FailureNote, Skeleton } from '../shell/loading.tsx';
import { StatusBadge } from '../sweep/status-badge.tsx';
import { AttemptsPanel } from '../trial/attempts-panel.tsx';
import { ConfigurationPanel } from '../trial/configuration-panel.tsx';
import { ConfusionPanel } from '../trial/confusion-panel.tsx';
import { EpochTable } from '../trial/epoch-table.tsx';
import { ResultFacts } from '../trial/result-facts.tsx';
import { TrialCurves } from '../trial/trial-curves.tsx';

interface TrialPageProps {
  readonly id: string;
  readonly sweepId: string | undefined;
  readonly query: URLSearchParams;
}

export function TrialPage({ id, sweepId, query }: TrialPageProps) {
  const { data, failure, retry } = useRoute(
    routes.trial,
    { id },
    { sweep: sweepId },
    (notice) => notice.type === 'sweep-changed',
  );
  const label = data?.label;
  useEffect(() => {
    document.title = `${label ?? 'Run'} · run ${id} · Sweepdeck`;
  }, [label, id]);
  return (
    <section class="page">
      <nav class="crumbs" aria-label="Breadcrumb">
        <a href="/">Sweeps</a>
        {data === undefined ? null : <a href={`/sweeps/${data.sweep.id}`}>{data.sweep.name}</a>}
      </nav>
      {failure === undefined ? null : (
        <FailureNote failure={failure} onRetry={failure.status === 404 || failure.status === 400 ? undefined : retry} />
      )}
      {data === undefined ? failure === undefined ? <Skeleton lines={12} /> : null : <Run data={data} query={query} />}
    </section>
  );
}

interface RunProps {
  readonly data: RouteResponse<typeof routes.trial>;
  readonly query: URLSearchParams;
}

function Run({ data, query }: RunProps) {
  const { trial, sweep, siblings } = data;
  return (
    <>
      <header class="sweep-header">
        <div class="title-line">
          <h1>{data.label}</h1>
          <StatusBadge status={trial.status} />
        </div>
        <p class="facts">
          Trial {trial.id}, seed {trial.repeat + 1} of {sweep.repeats}
          {trial.isReused ? <span class="muted"> · reused: an earlier sweep trained it</span> : null}
          {siblings.length < 2 ? null : (
            <span class="siblings">
              {siblings.map(({ id, repeat, status }) => (
                <a
                  key={id}
                  href={`/trials/${id}?sweep=${sweep.id}`}
                  aria-current={id === trial.id ? 'page' : undefined}
                  title={status}
                >
                  seed {repeat + 1}
                </a>
              ))}
            </span>
          )}
        </p>
        <ResultFacts data={data} />
      </header>
      <TrialCurves data={data} />
      <div class="columns">
        <ConfusionPanel confusion={data.confusion} classNames={data.classNames} status={trial.status} query={query} />
        <ConfigurationPanel config={data.config} swept={Object.keys(trial.parameters)} />
      </div>
      <EpochTable series={data.series} />
      <AttemptsPanel attempts={data.attempts} />
    </>
  );
}
