import { formatDuration } from '@sweepdeck/core/words';
import type { ComponentChildren } from 'preact';
import type { LeaderboardRow, routes, RouteResponse } from '../../contract/index.ts';
import { outOf, plural } from '../words/counts.ts';
import { formatMetric, formatSpread, metricKind, metricTitle } from '../words/metrics.ts';
import { fullParameters } from '../words/full-value.ts';
import { ContinueNote } from './continue-note.tsx';
import { describeSetting } from './describe-setting.ts';
import { EngineChoice, EngineName } from './engine-facts.tsx';
import { describeLeader } from './leader.ts';
import { countTrials, ProgressBar } from '../widgets/progress-bar.tsx';
import { describeRepeats } from '../words/repeats.ts';
import type { Selection } from './selection.ts';
import { StatusBadge } from '../widgets/status-badge.tsx';
import { answerOfTicked } from './ticked-answer.ts';

interface SweepHeaderProps {
  readonly data: RouteResponse<typeof routes.sweep>;
  /** The cells that match the filters, ranked among themselves; the answer is about these. */
  readonly shown: readonly LeaderboardRow[];
  readonly selection: Selection;
  /** Content above the answer. */
  readonly children: ComponentChildren;
}

/** Name, status, setting and the answer so far. */
export function SweepHeader({ data, shown, selection, children }: SweepHeaderProps) {
  const { sweep, rows, setting, remainingSeconds } = data;
  const ticked = answerOfTicked(shown, selection, sweep);
  const { total, done } = countTrials(sweep.counts);
  const { running, diverged, failed } = sweep.counts;
  const facts = [
    outOf(done, total, 'trial'),
    ...(running > 0 ? [`${running} running`] : []),
    ...(diverged > 0 ? [`${diverged} diverged`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(remainingSeconds === null ? [] : [`about ${formatDuration(remainingSeconds)} left`]),
  ];
  return (
    <header class="sweep-header">
      <div class="title-line">
        <h1>{sweep.name}</h1>
        <StatusBadge status={sweep.status} isOnPause={sweep.onPauseSince !== null} />
      </div>
      <ProgressBar counts={sweep.counts} />
      <p class="facts" data-testid="setting">
        {describeSetting(setting).join(' · ')}
      </p>
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
      <ContinueNote sweep={sweep} />
      {children}
      {data.failurePatterns.map((text) => (
        <p key={text} class="facts" data-testid="failure-pattern">
          {text}
        </p>
      ))}
      <div class="answers">
        <LeaderNote
          id="leader"
          leader={describeLeader(shown, sweep)}
          metric={sweep.objective.name}
          scope={shown.length === rows.length ? null : `Of ${plural(shown.length, 'filtered cell')}`}
        />
        {ticked === null ? null : (
          <LeaderNote id="ticked" leader={ticked.leader} metric={sweep.objective.name} scope={ticked.scope} />
        )}
      </div>
    </header>
  );
}

interface LeaderNoteProps {
  readonly id: string;
  readonly leader: ReturnType<typeof describeLeader>;
  readonly metric: string;
  /** The cells that the answer is about; null for all. */
  readonly scope: string | null;
}

function LeaderNote({ id, leader, metric, scope }: LeaderNoteProps) {
  if (leader === null) {
    return (
      <p class="leader muted" data-testid={id}>
        {scope === null
          ? 'No trial has finished yet. The first result will appear here.'
          : `${scope}: no trial has finished.`}
      </p>
    );
  }
  const { objective, label, parameters } = leader.row;
  return (
    <div class="leader" data-testid={id}>
      <p class="leader-value">
        <strong>{formatMetric(objective?.mean, metricKind(metric))}</strong>
        {objective === null || objective.standardDeviation === null ? null : (
          <span class="muted">{formatSpread(metric, objective.standardDeviation)}</span>
        )}
        <span class="muted">{metricTitle(metric)}</span>
      </p>
      <p>
        {scope === null ? null : `${scope}, `}
        <strong title={fullParameters(parameters)}>{label}</strong> {leader.headline}
        {leader.caution === null ? null : <span class="caution"> {leader.caution}</span>}
      </p>
    </div>
  );
}
