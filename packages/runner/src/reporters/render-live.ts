import { countOf, formatDuration } from '@sweepdeck/core/words';
import { displayWidth } from './display-width.ts';
import { fitLine, fitText, type Segment } from './fit-line.ts';
import { formatValue } from './format-value.ts';
import type { ReporterTerminal } from './reporter-terminal.ts';
import { shortenLabels } from './shorten-labels.ts';
import { sparkline } from './sparkline.ts';
import type { RunningTrial, SweepView } from './sweep-progress.ts';
import { visibleText } from './visible-text.ts';

export interface LiveLayout {
  readonly columns: number;
  readonly rows: number;
  readonly style: ReporterTerminal['style'];
}

/**
 * Renders the block that is redrawn in place: the sweep's bar, a line per running trial, and the best cell so far.
 * Each line fits the width.
 */
export function renderLive(view: SweepView, { columns, rows, style }: LiveLayout): string[] {
  // A block taller than the screen could not be redrawn, because the cursor cannot move above the top line.
  const room = Math.max(1, rows - 5);
  const shown = view.running.length <= room ? view.running : view.running.slice(0, room - 1);
  const labels = shown.map(({ label }) => visibleText(label));
  const labelWidth = Math.min(Math.max(...labels.map(displayWidth), 0), Math.floor(columns / 2));
  const shortened = shortenLabels(labels, labelWidth);
  const lines: (readonly Segment[])[] = [
    barLine(view, columns, style),
    ...shown.map((trial, index) => {
      const label = labels[index] ?? '';
      return trialLine(trial, fitText(shortened.get(label) ?? label, labelWidth), columns, style);
    }),
  ];
  const hidden = view.running.length - shown.length;
  if (hidden > 0) lines.push([{ text: `  … and ${hidden} more`, paint: style.dim }]);
  if (view.best !== null) {
    const { label, value, basis } = view.best;
    const name = view.sweep.objective.name;
    lines.push([
      { text: 'best ', paint: style.dim },
      { text: formatValue(value), paint: style.green },
      { text: ` ${name}  ` },
      { text: label, isLabel: true },
      { text: basis === '' ? '' : `  ${basis}`, paint: style.dim },
    ]);
  }
  const advice = view.isDraining
    ? `pausing: ${countOf(view.running.length, 'running trial ends', 'running trials end')}; Ctrl-C again stops now`
    : 'Ctrl-C pauses after the running trials; twice stops now';
  lines.push([{ text: advice, paint: view.isDraining ? style.yellow : style.dim }]);
  return lines.map((segments) => fitLine(segments, columns));
}

function barLine(view: SweepView, columns: number, style: LiveLayout['style']): Segment[] {
  const epochsDone = view.running.reduce((sum, { fraction }) => sum + fraction, 0);
  const { total } = view;
  const share = total === null ? 0 : total === 0 ? 1 : (view.done + epochsDone) / total;
  const { diverged, failed } = view.counts;
  const facts = [
    total === null ? ` ${view.done} trials done` : ` ${view.done}/${total} trials`,
    diverged > 0 ? `${diverged} diverged` : '',
    failed > 0 ? `${failed} failed` : '',
    view.etaSeconds === null ? '' : `${formatDuration(view.etaSeconds)} left`,
    `${formatDuration(Math.floor(view.elapsedSeconds))} so far`,
  ].filter((fact) => fact !== '');
  const text = facts.join(' · ');
  const width = Math.min(40, Math.max(8, columns - text.length - 1));
  const filled = Math.min(width, Math.floor(share * width));
  return [
    { text: '━'.repeat(filled), paint: style.green },
    { text: '━'.repeat(width - filled), paint: style.dim },
    { text },
  ];
}

function trialLine(trial: RunningTrial, label: string, columns: number, style: LiveLayout['style']): Segment[] {
  const epoch = `${trial.epoch}/${trial.epochs}`.padStart(String(trial.epochs).length * 2 + 1);
  const percent = `${Math.floor(trial.fraction * 100)}%`.padStart(4);
  const head: Segment[] = [
    { text: '  ' },
    { text: label },
    { text: `  epoch ${epoch} ${percent}  `, paint: style.dim },
  ];
  // There is no objective before the first epoch ends, so the loss of the steps shows that training proceeds.
  const isEarly = trial.objectives.length === 0;
  const values = isEarly ? trial.losses : trial.objectives;
  const latest = values.at(-1);
  if (latest === undefined) return [...head, { text: 'starting', paint: style.dim }];
  const number = isEarly ? `loss ${formatValue(latest)}` : formatValue(latest);
  const used = head.reduce((sum, { text }) => sum + displayWidth(text), 0) + number.length + 2;
  const curve = sparkline(values, Math.min(24, columns - used));
  return [...head, { text: number }, { text: ` ${curve}`, paint: isEarly ? style.dim : style.cyan }];
}
