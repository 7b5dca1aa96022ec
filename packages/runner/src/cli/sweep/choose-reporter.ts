import { nameCommands } from '@sweepdeck/core/errors';
import type { Reporter } from '../../events/sweep-event.ts';
import { createJsonReporter } from '../../reporters/json.ts';
import { createLiveReporter } from '../../reporters/live.ts';
import { createPlainReporter } from '../../reporters/plain.ts';
import type { ReporterTerminal } from '../../reporters/reporter-terminal.ts';
import type { CommandContext } from '../command/command.ts';
import { createStyle } from '../terminal/style.ts';

export const reporterNames = ['auto', 'live', 'plain', 'json'] as const;
export type ReporterName = (typeof reporterNames)[number];

/**
 * Chooses how progress is shown: `auto` means live on a terminal and plain lines elsewhere. With `--json`, progress
 * goes to stderr.
 */
export function chooseReporter(name: ReporterName, context: CommandContext): Reporter {
  const stream = context.isJson ? context.stderr : context.stdout;
  const terminal = terminalOf(stream, context);
  const canDraw = stream.isTTY && context.env['TERM'] !== 'dumb' && (context.env['CI'] ?? '') === '';
  switch (name === 'auto' ? (canDraw ? 'live' : 'plain') : name) {
    case 'live':
      return withRestoredCursor(createLiveReporter(terminal), terminal);
    case 'plain':
      return createPlainReporter(terminal);
    case 'json':
      // Programs expect `runner` in every text, so the raw stream is used.
      return createJsonReporter({ ...terminal, write: (text) => void stream.write(text) });
  }
}

function terminalOf(
  stream: NodeJS.WriteStream,
  { style, isJson, now, commandName = 'runner' }: CommandContext,
): ReporterTerminal {
  return {
    // A terminal of unknown size reports 0 columns. Piped lines are never cut.
    columns: () => (stream.isTTY ? stream.columns || 120 : Number.POSITIVE_INFINITY),
    rows: () => (stream.isTTY && stream.rows > 0 ? stream.rows : 40),
    // The context's colors are made for stdout.
    style: isJson ? createStyle(false) : style,
    write: (text) => void stream.write(nameCommands(text, commandName)),
    clock: now,
    uptime: () => performance.now(),
    every: (intervalMs, callback) => {
      const timer = setInterval(callback, intervalMs);
      return () => clearInterval(timer);
    },
  };
}

/** Gives the terminal its cursor back when the process ends without closing the reporter. */
function withRestoredCursor(reporter: Reporter, { write }: ReporterTerminal): Reporter {
  const restore = (): void => write('\u001b[?25h');
  process.once('exit', restore);
  return {
    handle: (event) => reporter.handle(event),
    close() {
      reporter.close();
      process.off('exit', restore);
    },
  };
}
