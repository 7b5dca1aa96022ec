import type { routes, RouteResponse } from '../../contract/index.ts';
import { formatDuration, formatMetricValue, formatSpread, metricTitle, plural } from '../format.ts';
import { EngineChoice, EngineName } from './engine-facts.tsx';
import { describeLeader } from './leader.ts';
import { countTrials, ProgressBar } from './progress-bar.tsx';
import { describeRepeats } from './repeats.ts';
import { StatusBadge } from './status-badge.tsx';

interface SweepHeaderProps {
  readonly data: RouteResponse<typeof routes.sweep>;
}

/** Name, state and the answer so far. */
export function SweepHeader({ data: { sweep, rows, remainingSeconds } }: SweepHeaderProps) {
  const { total, done } = countTrials(sweep.counts);
  const { running, diverged, failed } = sweep.counts;
  const facts = [
    `${done} of ${plural(total, 'trial')}`,
    ...(running > 0 ? [`${running} running`] : []),
    ...(diverged > 0 ? [`${diverged} diverged`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(remainingSeconds === null ? [] : [`about ${formatDuration(remainingSeconds * 1000)} left`]),
  ];
  return (
    <header class="sweep-header">
      <div class="title-line">
        <h1>{sweep.name}</h1>
        <StatusBadge status={sweep.status} />
      </div>
      <ProgressBar counts={sweep.counts} />
      <p class="facts" data-testid="facts">
        {facts.join(' · ')}
        <span class="muted">
          {' · '}
          <EngineName sweep={sweep} />
          {sweep.workers === null ? '' : ` · ${plural(sweep.workers, 'worker')}`}
          {` · ${describeRepeats(sweep)} per cell`}
        </span>
      </p>
      <EngineChoice sweep={sweep} />
      <LeaderNote leader={describeLeader(rows, sweep)} metric={sweep.objective.name} />
    </header>
  );
}

interface LeaderNoteProps {
  readonly leader: ReturnType<typeof describeLeader>;
  readonly metric: string;
}

function LeaderNote({ leader, metric }: LeaderNoteProps) {
  if (leader === null) return <p class="leader muted">No trial has finished yet: the first result will show here.</p>;
  const { objective, label } = leader.row;
  return (
    <div class="leader" data-testid="leader">
      <p class="leader-value">
        <strong>{formatMetricValue(metric, objective?.mean)}</strong>
        {objective === null || objective.standardDeviation === null ? null : (
          <span class="muted">{formatSpread(metric, objective.standardDeviation)}</span>
        )}
        <span class="muted">{metricTitle(metric)}</span>
      </p>
      <p>
        <strong>{label}</strong> {leader.headline}
        {leader.caution === null ? null : <span class="caution"> {leader.caution}</span>}
      </p>
    </div>
  );
}
