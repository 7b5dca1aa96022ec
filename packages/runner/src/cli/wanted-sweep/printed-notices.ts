import { relative } from 'node:path';
import { clipText } from '@sweepdeck/core/errors';
import { ownFilesOf } from '@sweepdeck/core/modules';
import type { TrialConfig } from '@sweepdeck/core/training';
import { createOutputLog } from '../../output/output-log.ts';
import { printedLines } from '../../output/printed-lines.ts';
import type { MeasuringPool } from '../../planning/ports.ts';
import type { TrialPool } from '../../pool/trial-pool.ts';
import type { PrintedOutput } from '../../records/printed-output.ts';
import { visibleText } from '../../reporters/visible-text.ts';
import type { CommandContext } from '../command/command.ts';

const mostLines = 20;
const longestLine = 500;
const mostNotices = 5;

/** Reports on stderr what the user's own modules do before training starts. */
export interface PrintedNotices {
  /** Shows the same text of the same files only once, and one or two screens in total. */
  printed(config: TrialConfig, output: PrintedOutput | undefined): void;
  waiting(config: TrialConfig, limitMs: number): void;
}

export function createPrintedNotices({ stderr }: Pick<CommandContext, 'stderr'>): PrintedNotices {
  const shown = new Set<string>();
  return {
    printed(config, output) {
      if (output === undefined) return;
      const lines = printedLines(output, mostLines).map((line) => `  ${clipText(visibleText(line), longestLine)}\n`);
      const notice = `${nameFiles(config)} printed while it was tried:\n${lines.join('')}`;
      if (shown.has(notice) || shown.size > mostNotices) return;
      shown.add(notice);
      stderr.write(shown.size <= mostNotices ? notice : 'More was printed while other configurations were tried.\n');
    },
    waiting(config, limitMs) {
      const limit = `gives up after ${limitMs / 1000} s (--step-timeout)`;
      stderr.write(`Waiting for ${nameFiles(config)} to load; ${limit} ...\n`);
    },
  };
}

/** Wraps the measuring part of a pool so that output during measurements is reported. */
export function withPrintedNotices(pool: TrialPool, notices: PrintedNotices): MeasuringPool {
  return {
    size: pool.size,
    close: () => pool.close(),
    async measure(request) {
      const output = createOutputLog();
      try {
        return await pool.measure(request, output);
      } finally {
        notices.printed(request.config, output.read());
      }
    },
  };
}

/** Names files relative to the current directory if they are inside it. */
function nameFiles(config: TrialConfig): string {
  const names = ownFilesOf(config).map((path) => {
    const short = relative(process.cwd(), path);
    return visibleText(short.startsWith('..') ? path : `./${short}`);
  });
  return names.length === 0 ? 'A trial' : names.join(', ');
}
