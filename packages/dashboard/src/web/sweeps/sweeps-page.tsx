import { countOf } from '@sweepdeck/core/words';
import { useEffect, useState } from 'preact/hooks';
import { routes, type Sweep } from '../../contract/index.ts';
import { useRoute } from '../api/use-route.ts';
import { formatMetric, metricKind, metricTitle } from '../words/metrics.ts';
import { formatAge, formatTime } from '../words/times.ts';
import { commandName } from '../commands/command-name.ts';
import { FailureNote, Skeleton } from '../shell/loading.tsx';
import { rowLink } from '../tables/row-link.ts';
import { countTrials, ProgressBar } from '../widgets/progress-bar.tsx';
import { StatusBadge } from '../widgets/status-badge.tsx';
import { TableBox } from '../tables/table-box.tsx';

export function SweepsPage() {
  const { data, failure, retry } = useRoute(routes.sweeps, {}, {}, () => true);
  const now = useNow();
  useEffect(() => {
    document.title = 'Sweeps · Sweepdeck';
  }, []);
  return (
    <section class="page">
      <h1>Sweeps</h1>
      {failure === undefined ? null : <FailureNote failure={failure} onRetry={retry} />}
      {data === undefined ? failure === undefined ? <Skeleton /> : null : <Sweeps sweeps={data.sweeps} now={now} />}
    </section>
  );
}

/** Updates ages while nothing else changes. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Shows the sweeps, the archived ones on request. */
export function Sweeps({ sweeps, now }: { readonly sweeps: readonly Sweep[]; readonly now: number }) {
  const [showsArchived, setShowsArchived] = useState(false);
  const current = sweeps.filter(({ archivedAt }) => archivedAt === null);
  const archived = sweeps.length - current.length;
  if (sweeps.length === 0) return <NoSweeps />;
  return (
    <>
      {showsArchived || current.length > 0 ? <SweepList sweeps={showsArchived ? sweeps : current} now={now} /> : null}
      {archived === 0 ? null : (
        <p class="muted">
          <label>
            <input
              type="checkbox"
              checked={showsArchived}
              onChange={({ currentTarget }) => setShowsArchived(currentTarget.checked)}
            />{' '}
            Show {countOf(archived, 'archived sweep')}
          </label>
        </p>
      )}
    </>
  );
}

function SweepList({ sweeps, now }: { readonly sweeps: readonly Sweep[]; readonly now: number }) {
  return (
    <TableBox label="Sweeps">
      <table class="table" data-testid="sweeps">
        <thead>
          <tr>
            <th scope="col">Sweep</th>
            <th scope="col">Status</th>
            <th scope="col" class="wide">
              Progress
            </th>
            <th scope="col" class="number">
              Trials
            </th>
            <th scope="col" class="number" title="Mean over the repeats of the top-ranked cell">
              Best mean
            </th>
            <th scope="col">Metric</th>
            <th scope="col">Engine</th>
            <th scope="col" class="number">
              Changed
            </th>
          </tr>
        </thead>
        <tbody>
          {sweeps.map((sweep) => (
            <SweepLine key={sweep.id} sweep={sweep} now={now} />
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

function SweepLine({ sweep, now }: { readonly sweep: Sweep; readonly now: number }) {
  const { total, done } = countTrials(sweep.counts);
  const address = `/sweeps/${sweep.id}`;
  return (
    <tr {...rowLink(address)}>
      <th scope="row">
        <a class="row-link" href={address}>
          {sweep.name}
        </a>
      </th>
      <td>
        <StatusBadge status={sweep.status} isOnPause={sweep.onPauseSince !== null} />
        {sweep.archivedAt === null ? null : <span class="muted"> archived</span>}
      </td>
      <td class="wide">
        <ProgressBar counts={sweep.counts} />
      </td>
      <td class="number">
        {done} <span class="muted">/ {total}</span>
      </td>
      <td class="number">
        <strong>{formatMetric(sweep.bestObjective, metricKind(sweep.objective.name))}</strong>
      </td>
      <td class="muted">{metricTitle(sweep.objective.name)}</td>
      <td class="muted">{sweep.engine}</td>
      <td class="number muted" title={formatTime(sweep.updatedAt)}>
        {formatAge(sweep.updatedAt, now)}
      </td>
    </tr>
  );
}

function NoSweeps() {
  return (
    <div class="empty" data-testid="empty">
      <h2>No sweeps yet</h2>
      <p>Start one, and it appears here while it trains:</p>
      <pre>
        <code>{commandName()} sweep quickstart</code>
      </pre>
      <p class="muted">
        A sweep names the losses, optimizers and learning rates to compare. The quickstart takes about a minute and
        needs no download.
      </p>
    </div>
  );
}
