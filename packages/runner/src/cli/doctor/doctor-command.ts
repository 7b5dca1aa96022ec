import { existsSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { EngineDefinition, EngineStatus } from '@sweepdeck/core/engines';
import { countOf } from '@sweepdeck/core/words';
import { defineCommand, type CommandContext } from '../command/command.ts';

interface DoctorResult {
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly store: { readonly directory: string; readonly status: string; readonly hint?: string };
  readonly engines: readonly ({ readonly name: string; readonly summary: string } & EngineStatus)[];
}

export const doctorCommand = defineCommand({
  name: 'doctor',
  summary: 'Check this machine: engines, Node, cores, memory, store',
  description: 'Runs a real operation on each engine and says how to enable those that do not work. Changes nothing.',
  positionals: {},
  options: {},
  examples: [{ command: 'runner doctor', summary: 'show what works here, and why the rest does not' }],
  async run(_, context): Promise<DoctorResult> {
    const { checkEngines, engineRegistry } = await import('@sweepdeck/core/engines');
    const checked = await checkEngines(Object.values<EngineDefinition>(engineRegistry));
    return {
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
      memoryGiB: Math.round((totalmem() / 2 ** 30) * 10) / 10,
      store: await checkStore(context),
      engines: checked.map(({ engine: { name, summary }, status }) => ({ name, summary, ...status })),
    };
  },
  print: formatDoctor,
  exitCode: ({ engines }) => (engines.some(({ works }) => works) ? 0 : 1),
});

async function checkStore({ storeDirectory: directory }: CommandContext): Promise<DoctorResult['store']> {
  const { databaseName } = await import('../../store/sqlite/open-database.ts');
  if (!existsSync(join(directory, databaseName))) return { directory, status: 'none yet' };
  try {
    const { openSqliteReader } = await import('../../store/open-store.ts');
    const reader = openSqliteReader(directory);
    const count = reader.listSweeps().length;
    reader.close();
    return { directory, status: countOf(count, 'sweep') };
  } catch (error) {
    if (!(error instanceof SweepdeckError)) throw error;
    return { directory, status: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
  }
}

/** Writes an engine as a sweep file names it. A variant of an engine is an option, so it has no name of its own. */
function inYaml(name: string): string {
  return name === 'wasm-relaxed' ? '{ name: wasm, relaxed_simd: true }' : name;
}

function formatDoctor(result: DoctorResult, { style }: CommandContext): string {
  const facts: readonly (readonly [string, string])[] = [
    ['Node', result.node],
    ['platform', result.platform],
    ['processor', result.processor],
    ['cores', String(result.cores)],
    ['memory', `${result.memoryGiB} GiB`],
    ['store', `${result.store.directory} (${result.store.status})`],
  ];
  const width = 10;
  const lines = facts.map(([name, value]) => `${style.dim(name.padEnd(width))}  ${value}`);
  if (result.store.hint !== undefined) lines.push(`${' '.repeat(width)}  ${style.cyan('hint:')} ${result.store.hint}`);
  lines.push('', style.bold('Engines'));
  for (const engine of result.engines) {
    const mark = engine.works ? style.green('works') : style.red('does not work');
    const detail = engine.works ? engine.device : engine.reason;
    const limit = engine.works && !engine.isCandidate ? style.dim(' (only when named: auto never picks it)') : '';
    lines.push(`${inYaml(engine.name).padEnd(width)}  ${mark}: ${detail}${limit}`);
    if (!engine.works) lines.push(`${' '.repeat(width)}  ${style.cyan('hint:')} ${engine.hint}`);
  }
  return lines.join('\n');
}
