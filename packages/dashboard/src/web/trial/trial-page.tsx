import { useEffect, useRef } from 'preact/hooks';
import { routes, type RouteResponse } from '../../contract/index.ts';
import { useRoute } from '../api/use-route.ts';
import { fullParameters } from '../words/full-value.ts';
import { FailureNote, Skeleton } from '../shell/loading.tsx';
import { repeatPlace } from '../words/repeats.ts';
import { StatusBadge } from '../widgets/status-badge.tsx';
import { AttemptsPanel } from './attempts-panel.tsx';
import { ClassPanel } from './class-panel.tsx';
import { ConfigurationPanel } from './configuration-panel.tsx';
import { ConfusionPanel } from './confusion-panel.tsx';
import { CostFacts } from './cost-facts.tsx';
import { DataNotes } from './data-notes.tsx';
import { EpochTable } from './epoch-table.tsx';
import { MistakesPanel } from './mistakes-panel.tsx';
import { OutputPanel } from './output-panel.tsx';
import { ReliabilityPanel } from './reliability-panel.tsx';
import { ResultFacts } from './result-facts.tsx';
import { SiblingLink } from './sibling-link.tsx';
import { TrialCurves } from './trial-curves.tsx';
import { VerifiedLine } from './verified-line.tsx';
import { TrialEnding } from './trial-ending.tsx';

interface TrialPageProps {
  readonly id: string;
  readonly sweepId: string | undefined;
  readonly query: URLSearchParams;
}

export function TrialPage({ id, sweepId, query }: TrialPageProps) {
  // A trial that several sweeps share is shown in the one that the address names, otherwise in the first, which only
  // the answer tells.
  const seenIn = useRef<number>(undefined);
  const { data, failure, retry } = useRoute(
    routes.trial,
    { id },
    { sweep: sweepId },
    (notice) => notice.type === 'sweep-changed' && notice.sweepId === (seenIn.current ?? notice.sweepId),
  );
  seenIn.current = data !== undefined && String(data.trial.id) === id ? data.sweep.id : undefined;
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
      {data === undefined && failure !== undefined ? <h1>Run {id}</h1> : null}
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
  const { trial, sweep, siblings, confusion, classNames } = data;
  return (
    <>
      <header class="sweep-header">
        <div class="title-line">
          <h1 title={fullParameters(trial.parameters)}>{data.label}</h1>
          <StatusBadge status={trial.status} />
        </div>
        <TrialEnding data={data} />
        <p class="facts">
          Trial {trial.id}, {repeatPlace(trial.repeat, sweep)}
          <span class="muted"> · engine {trial.engine}</span>
          {trial.isReused ? <span class="muted"> · reused from an earlier sweep</span> : null}
          {siblings.length < 2 ? null : (
            <span class="siblings">
              {siblings.map((sibling) => (
                <SiblingLink key={sibling.id} sibling={sibling} sweep={sweep} isCurrent={sibling.id === trial.id} />
              ))}
            </span>
          )}
        </p>
        <ResultFacts data={data} />
        <VerifiedLine verifications={data.verifications} />
        <CostFacts model={data.model} series={data.series} />
        <DataNotes notes={data.notes} />
      </header>
      <TrialCurves data={data} />
      <div class="columns">
        <ConfusionPanel confusion={confusion} classNames={classNames} status={trial.status} query={query} />
        <ClassPanel confusion={confusion} classNames={classNames} status={trial.status} query={query} />
      </div>
      <div class="columns">
        <ReliabilityPanel reliability={data.reliability} status={trial.status} />
        <MistakesPanel mistakes={data.mistakes} classNames={classNames} status={trial.status} />
      </div>
      <OutputPanel trialId={trial.id} attempts={data.attempts} />
      <EpochTable series={data.series} />
      <div class="columns">
        <ConfigurationPanel config={data.config} swept={Object.keys(trial.parameters)} />
        <AttemptsPanel attempts={data.attempts} />
      </div>
    </>
  );
}
