import { runProgram, type ProgramOptions } from '@sweepdeck/core/testing';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const eventSchema = z.looseObject({
  type: z.string(),
  /** Milliseconds since the Unix epoch. */
  at: z.number(),
  trial: z.looseObject({ id: z.number() }).optional(),
  result: z.looseObject({ objective: z.union([z.number(), z.string()]) }).optional(),
  event: z
    .looseObject({
      type: z.string(),
      epoch: z.number().optional(),
      step: z.number().optional(),
      metrics: z.looseObject({ samples_per_second: z.number().optional() }).optional(),
    })
    .optional(),
});

/** The fields of a `--reporter json` line that the benchmarks read. */
export type SweepLine = z.output<typeof eventSchema>;

export interface SweepRun {
  readonly lines: readonly SweepLine[];
  /** Time of the whole process. */
  readonly wallMs: number;
  /** Milliseconds since the Unix epoch, just before the process was started. */
  readonly startedAt: number;
}

/**
 * Returns the command line that starts the program in one process: the built program, like `bin/runner.mjs`; the
 * sources if there is no build or with SWEEPDECK_FROM_SOURCE=1, which makes the start slower and the process larger.
 */
export function runnerCommand(): {
  readonly program: string;
  readonly args: readonly string[];
  readonly isBuilt: boolean;
} {
  const program = process.execPath;
  const isBuilt =
    process.env['SWEEPDECK_FROM_SOURCE'] !== '1' && existsSync(new URL('../../program/cli/main.js', import.meta.url));
  if (isBuilt) return { program, args: [fileURLToPath(new URL('../../bin/runner.mjs', import.meta.url))], isBuilt };
  const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
  return { program, args: [...process.execArgv, main], isBuilt };
}

/**
 * Runs a sweep with the command line, in a store of its own.
 *
 * @param sets `path=value` for `--set`
 *
 * @throws Error when a trial fails or the sweep is not valid
 */
export async function runSweepFile(
  file: string,
  workers: number,
  sets: readonly string[],
  options: ProgramOptions = {},
): Promise<SweepRun> {
  const store = mkdtempSync(path.join(tmpdir(), 'sweepdeck-bench-'));
  try {
    const { program, args } = runnerCommand();
    const words = ['--store', store, '--workers', String(workers), '--reporter', 'json'];
    const startedAt = Date.now();
    const run = await runProgram(
      program,
      [...args, 'sweep', file, ...words, ...sets.flatMap((set) => ['--set', set])],
      options,
    );
    const lines = run.stdout
      .trim()
      .split('\n')
      .map((line) => eventSchema.parse(JSON.parse(line)));
    return { lines, wallMs: run.wallMs, startedAt };
  } finally {
    rmSync(store, { recursive: true, force: true });
  }
}
