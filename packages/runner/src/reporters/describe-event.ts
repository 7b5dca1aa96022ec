import type { DatasetNote } from '@sweepdeck/core/datasets';
import { formatBytes } from '@sweepdeck/core/engines';
import { countOf, formatDuration } from '@sweepdeck/core/words';
import type { SweepEvent } from '../events/sweep-event.ts';
import { describeNote } from '../records/dataset-notes.ts';
import type { TrialRecord } from '../records/records.ts';
import { describeEngineChoice } from '../records/describe-engine-choice.ts';
import type { Segment } from './fit-line.ts';
import { describeAllPrinted, describeFirstPrinted } from './describe-printed.ts';
import { formatValue } from './format-value.ts';
import type { ReporterTerminal } from './reporter-terminal.ts';
import type { SweepView } from './sweep-progress.ts';
import { trialLabel } from './trial-label.ts';
import { wrapWords } from './wrap-words.ts';

type Line = readonly Segment[];

/**
 * Describes an event as lines that stay on the screen, for live and plain output alike. Most events give none. Notes
 * on the data are wrapped to `columns`, so that no word is lost; other lines are not.
 */
export function describeEvent(
  event: SweepEvent,
  view: SweepView,
  style: ReporterTerminal['style'],
  columns = Infinity,
): Line[] {
  switch (event.type) {
    case 'sweep-started':
      return describeStart(view, event.notes, style, columns);
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
    case 'trial-failed':
    case 'trial-given-up': {
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
      if (view.printed.includes(event.trial.id))
        lines.push([{ text: `  What it printed: \`runner show t${event.trial.id}\``, paint: style.dim }]);
      return lines;
    }
    case 'trial-printed':
      return view.printed.length > 1 ? [] : [[{ text: `· ${describeFirstPrinted(event.trial)}`, paint: style.dim }]];
    case 'checkpoint-unusable':
    case 'checkpoint-not-kept':
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
    case 'trial-done-elsewhere':
      return [
        [
          { text: '✓ ', paint: style.green },
          { text: trialLabel(event.trial, view.sweep.repeats) },
          { text: `  ${event.trial.status}, trained by another sweep`, paint: style.dim },
        ],
      ];
    case 'store-locked':
      return [
        [
          { text: '! ', paint: style.yellow },
          {
            text: 'Another program has locked the store. Training continues; results wait until the store is free.',
            paint: style.yellow,
          },
        ],
      ];
    case 'store-free':
      return [[{ text: `! The store is free again after ${formatDuration(event.seconds)}.`, paint: style.yellow }]];
    case 'trial-stopped':
      return [
        [
          { text: '· ', paint: style.dim },
          { text: trialLabel(event.trial, view.sweep.repeats), isLabel: true },
          { text: '  stopped', paint: style.dim },
        ],
      ];
    case 'trial-retried':
      return [
        [
          { text: '! ', paint: style.yellow },
          { text: trialLabel(event.trial, view.sweep.repeats), isLabel: true },
          { text: `  ${event.error.message}; ${describeRetry(event)}`, paint: style.yellow },
        ],
      ];
    case 'memory-short':
      return [
        [
          {
            text: `! The machine is short of memory (${formatBytes(event.availableBytes)} free): no further trial starts while ${countOf(event.running, 'trial')} ${event.running === 1 ? 'runs' : 'run'}.`,
            paint: style.yellow,
          },
        ],
      ];
    case 'sweep-gives-up':
      return [[{ text: `! The run stops: ${event.reason}`, paint: style.red }]];
    case 'control-answered':
      return [[{ text: `· ${event.control.askedBy}: ${event.control.answer?.message ?? ''}`, paint: style.dim }]];
    case 'donor-refused':
      return [
        describeBeginning(event, `trains from the start, not from t${event.donorId}: ${event.reason}`, view, style),
      ];
    case 'trial-started':
      return event.from === null || event.from.trialId === null
        ? []
        : [
            describeBeginning(
              event,
              `continues trial t${event.from.trialId} from epoch ${event.from.epoch}`,
              view,
              style,
            ),
          ];
    case 'trial-runs-alone':
      return [
        [
          { text: '! ', paint: style.yellow },
          { text: trialLabel(event.trial, view.sweep.repeats), isLabel: true },
          {
            text: `  runs alone, because the run was killed ${event.kills} times while it trained`,
            paint: style.yellow,
          },
        ],
      ];
    case 'sweep-ended':
      return describeEnd(event, view, style);
    case 'trial-placed':
    case 'trial-event':
    case 'drain-started':
      return [];
  }
}

function describeRetry({ delaySeconds, isAlone }: Extract<SweepEvent, { type: 'trial-retried' }>): string {
  if (isAlone) return 'retried alone at the end';
  return delaySeconds === 0 ? 'trying again' : `retried in ${formatDuration(delaySeconds)}`;
}

function describeBeginning(
  { trial }: { readonly trial: TrialRecord },
  text: string,
  { sweep }: SweepView,
  style: ReporterTerminal['style'],
): Line {
  return [
    { text: '· ', paint: style.dim },
    { text: trialLabel(trial, sweep.repeats), isLabel: true },
    { text: `  ${text}`, paint: style.dim },
  ];
}

function describeStart(
  view: SweepView,
  notes: readonly DatasetNote[],
  style: ReporterTerminal['style'],
  columns: number,
): Line[] {
  const { sweep, workers, total, alreadyDone } = view;
  const facts = [
    `s${sweep.id}`,
    ...(total === null ? [] : [countOf(total, 'trial')]),
    ...(alreadyDone > 0 ? [`${alreadyDone} already finished`] : []),
    `engine ${sweep.engine}`,
    countOf(workers, 'worker'),
  ];
  const verb = view.isResumed ? 'Continuing ' : 'Sweep ';
  const lines: Line[] = [
    [{ text: verb }, { text: sweep.name, paint: style.bold }, { text: `  ${facts.join(' · ')}`, paint: style.dim }],
  ];
  const choice = describeEngineChoice(sweep);
  if (choice !== null) lines.push([{ text: `Engine auto: ${choice}`, paint: style.dim }]);
  if (view.dashboardUrl !== null) lines.push([{ text: 'Dashboard ' }, { text: view.dashboardUrl, paint: style.cyan }]);
  for (const note of notes) {
    const paint = note.severity === 'warning' ? style.yellow : style.dim;
    lines.push(...wrapWords(describeNote(note), columns).map((text) => [{ text, paint }]));
  }
  return lines;
}

function describeEnd(
  { status, seconds }: Extract<SweepEvent, { type: 'sweep-ended' }>,
  view: SweepView,
  style: ReporterTerminal['style'],
): Line[] {
  const { counts, total, placed, done } = view;
  const parts = [`${counts.finished} finished`];
  if (counts.diverged > 0) parts.push(`${counts.diverged} diverged`);
  if (counts.failed > 0) parts.push(`${counts.failed} failed`);
  const last = total ?? placed;
  if (done < last) parts.push(`${last - done} to do`);
  const facts: Segment = { text: `  ${countOf(last, 'trial')}: ${parts.join(', ')}; ${formatDuration(seconds)}` };
  const ends: Readonly<Record<typeof status, Segment>> = {
    finished: { text: 'Done', paint: style.green },
    failed: { text: 'Done with failures', paint: style.red },
    paused: { text: 'Paused', paint: style.yellow },
  };
  const printed = describeAllPrinted(view);
  return [[ends[status], facts], ...(printed === undefined ? [] : [[{ text: printed, paint: style.dim }]])];
}
