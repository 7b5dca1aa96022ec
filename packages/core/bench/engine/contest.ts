import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { lastJson, runProgram, type Bar } from '../../src/testing/index.ts';

/** A Node.js to measure our engine with. */
export interface NodeProgram {
  readonly path: string;
  /** `20.20.2` */
  readonly version: string;
}

/** The measurement of one case with one Node.js. */
export interface Figure {
  readonly name: string;
  readonly description: string;
  readonly node: string;
  /** Milliseconds of each round, and their median. */
  readonly ours: { readonly ms: number; readonly rounds: readonly number[] };
  /** Median processor time of all threads; null where it was not measured. */
  readonly cpuMs: number | null;
  /** The competitor; null when there is none. */
  readonly other: { readonly name: string; readonly ms: number; readonly rounds: readonly number[] } | null;
  /** The competitor's median divided by ours. */
  readonly ratio: number | null;
  readonly bar: Bar | null;
  /** Peak memory reserved by the engine, and resident in the process; null when not measured. */
  readonly memory: { readonly engineMebibytes: number; readonly residentMebibytes: number } | null;
}

/** Contestants that alternate: each round measures all of them, one after the other. */
export interface Contest {
  takeTurns(): Promise<void>;
  figures(): readonly Figure[];
}

/** Starts the processes of a contest and reads the last line of each. */
export interface Starter {
  /** Runs a script of this folder with a Node.js. */
  runOurs<Schema extends z.ZodType>(
    node: NodeProgram,
    script: URL,
    args: readonly string[],
    schema: Schema,
  ): Promise<z.output<Schema>>;
  run<Schema extends z.ZodType>(command: readonly string[], schema: Schema): Promise<z.output<Schema>>;
}

/** @param prefix put before every command line, for example to keep it on one core */
export function createStarter(prefix: readonly string[]): Starter {
  const run: Starter['run'] = async (command, schema) => {
    const [program = '', ...args] = [...prefix, ...command];
    return schema.parse(lastJson((await runProgram(program, args)).stdout));
  };
  return {
    run,
    runOurs: (node, script, args, schema) =>
      run([node.path, ...process.execArgv, fileURLToPath(script), ...args], schema),
  };
}
