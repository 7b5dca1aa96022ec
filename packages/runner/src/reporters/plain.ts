import { formatDuration } from '@sweepdeck/core/words';
import type { Reporter } from '../events/sweep-event.ts';
import { describeEvent } from './describe-event.ts';
import { joinLine } from './fit-line.ts';
import type { ReporterTerminal } from './reporter-terminal.ts';
import { createSweepProgress, type SweepView } from './sweep-progress.ts';
import { visibleText } from './visible-text.ts';

const progressIntervalMs = 30_000;

/**
 * Writes a log: one line per finished trial, and a progress line after half a minute without one. Lines are never
 * cut.
 */
export function createPlainReporter(terminal: ReporterTerminal): Reporter {
  const progress = createSweepProgress(terminal.uptime);
  let writtenAt = terminal.uptime();
  const writeLine = (line: string): void => {
    terminal.write(`${line}\n`);
    writtenAt = terminal.uptime();
  };
  const endTicks = terminal.every(1000, () => {
    const view = progress.view();
    if (view === undefined || view.running.length === 0 || terminal.uptime() - writtenAt < progressIntervalMs) return;
    const left = view.etaSeconds === null ? '' : `, ${formatDuration(view.etaSeconds)} left`;
    const running = view.running.map(({ label, epoch, epochs }) => `${label} (epoch ${epoch}/${epochs})`).join('; ');
    writeLine(`… ${doneOf(view)} trials${view.total === null ? ' done' : left}; running: ${visibleText(running)}`);
  });
  return {
    handle(event) {
      progress.handle(event);
      const view = progress.view();
      if (view === undefined) return;
      const counted =
        event.type === 'trial-ended' || event.type === 'trial-failed' || event.type === 'trial-done-elsewhere';
      const prefix = counted ? `[${doneOf(view, String(view.total ?? '').length)}] ` : '';
      for (const line of describeEvent(event, view, terminal.style)) {
        writeLine(prefix + joinLine(line));
      }
      if (event.type === 'drain-started') {
        writeLine(`Pausing after the ${event.running} running; Ctrl-C again stops now.`);
      }
    },
    close: endTicks,
  };
}

/** Formats progress: `3/27`, or `3` while the total is unknown. */
function doneOf({ done, total }: SweepView, width = 0): string {
  return total === null ? String(done) : `${String(done).padStart(width)}/${total}`;
}
