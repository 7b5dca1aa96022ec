import type { SweepEvent } from '../events/sweep-event.ts';
import { describeEngineChoice } from '../records/describe-engine-choice.ts';
import type { Segment } from './fit-line.ts';
import { formatDuration } from './format-duration.ts';
import { formatValue } from './format-value.ts';
import type { ReporterTerminal } from './reporter-terminal.ts';
import type { SweepView } from './sweep-progress.ts';
import { trialLabel } from './trial-label.ts';

type Line = readonly Segment[];

/** Lines that stay on the screen for an event, for live and plain output alike. Most events leave none. */
export function describeEvent(event: SweepEvent, view: SweepView, style: ReporterTerminal['style']): Line[] {
  switch (event.type) {
    case 'sweep-started':
      return describeStart(view, style);
    case 'trial-ended': {
      const label = trialLabel(event.trial, view.sweep.repeats);
      const time: Segment = { text: `  ${formatDuration(event.result.seconds)}`, paint: style.dim };
      if (event.status === 'diverged') {
        const at = event.result.divergedAt;
        const where = at === null ? '' : `: ${at.quantity} ${at.value} in epoch ${at.epoch}, step ${at.step}`;
        return [
          [
            { text: '~ ', paint: style.yellow },
            { text: label, isLabel: true },
            { text: `  diverged${where}`, paint: style.yellow },
            time,
          ],
        ];
      }
      const { objective, bestEpoch } = event.result;
      const facts = `  ${view.sweep.objective.name} ${formatValue(objective)}`;
      const epoch: Segment = { text: ` (epoch ${bestEpoch ?? '?'})`, paint: style.dim };
      return [[{ text: '✓ ', paint: style.green }, { text: label, isLabel: true }, { text: facts }, epoch, time]];
    }
    case 'trial-failed': {
      const { message, hint } = event.error;
      const label = trialLabel(event.trial, view.sweep.repeats);
      const lines: Line[] = [
        [
          { text: '✗ ', paint: style.red },
          { text: label, isLabel: true },
          { text: `  failed: ${message}`, paint: style.red },
        ],
      ];
      if (hint !== undefined) lines.push([{ text: `  ${hint}`, paint: style.dim }]);
      return lines;
    }
    case 'weights-not-kept': {
      const { message, hint } = event.error;
      const lines: Line[] = [
        [
          { text: '! ', paint: style.yellow },
          { text: message, paint: style.yellow },
        ],
      ];
      if (hint !== undefined) lines.push([{ text: `  ${hint}`, paint: style.dim }]);
      return lines;
    }
    case 'trial-stopped':
      return [
        [
          { text: '· ', paint: style.dim },
          { text: trialLabel(event.trial, view.sweep.repeats), isLabel: true },
          { text: '  stopped', paint: style.dim },
        ],
      ];
    case 'sweep-ended':
      return [describeEnd(event, view, style)];
    case 'trial-started':
    case 'trial-event':
    case 'drain-started':
      return [];
  }
}

function describeStart(view: SweepView, style: ReporterTerminal['style']): Line[] {
  const { sweep, workers, total, alreadyDone } = view;
  const facts = [
    `s${sweep.id}`,
    count(total, 'trial'),
    ...(alreadyDone > 0 ? [`${alreadyDone} already finished`] : []),
    `engine ${sweep.engine}`,
    count(workers, 'worker'),
  ];
  const verb = view.isResumed ? 'Continuing ' : 'Sweep ';
  const lines: Line[] = [
    [{ text: verb }, { text: sweep.name, paint: style.bold }, { text: `  ${facts.join(' · ')}`, paint: style.dim }],
  ];
  const choice = describeEngineChoice(sweep);
  if (choice !== null) lines.push([{ text: `Engine auto: ${choice}`, paint: style.dim }]);
  if (view.dashboardUrl !== null) lines.push([{ text: 'Dashboard ' }, { text: view.dashboardUrl, paint: style.cyan }]);
  return lines;
}

function describeEnd(
  { status, seconds }: Extract<SweepEvent, { type: 'sweep-ended' }>,
  view: SweepView,
  style: ReporterTerminal['style'],
): Line {
  const { counts, total, done } = view;
  const parts = [`${counts.finished} finished`];
  if (counts.diverged > 0) parts.push(`${counts.diverged} diverged`);
  if (counts.failed > 0) parts.push(`${counts.failed} failed`);
  if (done < total) parts.push(`${total - done} to do`);
  const facts: Segment = { text: `  ${count(total, 'trial')}: ${parts.join(', ')}; ${formatDuration(seconds)}` };
  if (status === 'finished') return [{ text: 'Done', paint: style.green }, facts];
  if (status === 'failed') return [{ text: 'Done with failures', paint: style.red }, facts];
  return [{ text: 'Paused', paint: style.yellow }, facts];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
