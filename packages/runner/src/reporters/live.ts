import type { Reporter } from '../events/sweep-event.ts';
import { describeEvent } from './describe-event.ts';
import { fitLine } from './fit-line.ts';
import { renderLive } from './render-live.ts';
import type { ReporterTerminal } from './reporter-terminal.ts';
import { createSweepProgress } from './sweep-progress.ts';

const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';
const clearLine = '\u001b[2K';
const clearBelow = '\u001b[0J';

/** Draws on a terminal: finished trials scroll by, and a progress block below them is redrawn ten times a second. */
export function createLiveReporter(terminal: ReporterTerminal): Reporter {
  const progress = createSweepProgress(terminal.uptime);
  const pending: string[] = [];
  let drawnLines = 0;
  let isRunning = false;

  // Writes each frame at once, so that the erased state is never visible.
  const draw = (isLast: boolean): void => {
    const view = progress.view();
    if (view === undefined) return;
    const layout = { columns: terminal.columns(), rows: terminal.rows(), style: terminal.style };
    const block = isLast ? [] : renderLive(view, layout);
    const up = drawnLines > 0 ? `\u001b[${drawnLines}A\r` : '\r';
    const lines = [...pending.splice(0), ...block].map((line) => `${clearLine}${line}\n`).join('');
    terminal.write(`${up}${lines}${clearBelow}`);
    drawnLines = block.length;
  };

  const endTicks = terminal.every(100, () => {
    if (isRunning) draw(false);
  });
  return {
    handle(event) {
      progress.handle(event);
      const view = progress.view();
      if (view === undefined) return;
      const columns = terminal.columns();
      const lines = describeEvent(event, view, terminal.style, columns);
      pending.push(...lines.map((line) => fitLine(line, columns)));
      if (event.type === 'sweep-started') {
        isRunning = true;
        terminal.write(hideCursor);
        draw(false);
      } else if (event.type === 'drain-started') draw(false);
    },
    close() {
      endTicks();
      if (!isRunning) return;
      isRunning = false;
      draw(true);
      terminal.write(showCursor);
    },
  };
}
