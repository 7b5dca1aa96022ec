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

/** `auto` draws on a terminal and writes lines elsewhere. With `--json` stdout belongs to the result. */
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
      // For a program, which finds `runner` in every text.
      return createJsonReporter({ ...terminal, write: (text) => void stream.write(text) });
  }
}

function terminalOf(
  stream: NodeJS.WriteStream,
  { style, isJson, now, commandName = 'runner' }: CommandContext,
): ReporterTerminal {
  return {
    // A terminal that nobody gave a size says 0; what is piped is never cut.
    columns: () => (stream.isTTY ? stream.columns || 120 : Number.POSITIVE_INFINITY),
    rows: () => (stream.isTTY && stream.rows > 0 ? stream.rows : 40),
    // The context's colors are those of stdout.
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

/** A process that ends without closing its reporter must not leave a terminal without a cursor. */
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
