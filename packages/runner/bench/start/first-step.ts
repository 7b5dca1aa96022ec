import { median } from '@sweepdeck/core/statistics';
import { lastJson, runProgram } from '@sweepdeck/core/testing';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Finding } from '../command/finding.ts';
import { runnerCommand, runSweepFile } from '../command/run-sweep-file.ts';

const file = fileURLToPath(new URL('first-step.yaml', import.meta.url));
const stagesScript = fileURLToPath(new URL('time-stages.ts', import.meta.url));
const workers = 2;

type Stages = Record<string, number>;

export interface FirstStep {
  /** Milliseconds of each stage, by round. */
  readonly rounds: readonly Stages[];
  readonly findings: readonly Finding[];
}

async function wallOf(args: readonly string[]): Promise<number> {
  return (await runProgram(process.execPath, args)).wallMs;
}

/** Lazily loaded modules are in bundles named after the module and a hash. */
function bundleOf(module: string): URL {
  const program = new URL('../../program/', import.meta.url);
  const shared = readdirSync(new URL('shared/', program)).find(
    (name) => name.endsWith('.js') && name.startsWith(`${path.basename(module)}-`),
  );
  return new URL(shared === undefined ? `${module}.js` : `shared/${shared}`, program);
}

/** Times Node.js itself, then Node.js with everything that the command and a worker import. */
async function timeNode(): Promise<Stages> {
  const { isBuilt } = runnerCommand();
  const flags = isBuilt ? [] : process.execArgv;
  const wallOfImports = (names: readonly string[]): Promise<number> => {
    const urls = names.map(
      (name) => (isBuilt ? bundleOf(name) : new URL(`../../src/${name}.ts`, import.meta.url)).href,
    );
    const code = urls.map((url) => `await import(${JSON.stringify(url)});`).join('');
    return wallOf([...flags, '--input-type=module', '--eval', code]);
  };
  const node = await wallOf(['--input-type=module', '--eval', '']);
  const command = ['plan-wanted-sweep', 'train-sweep'].map((name) => `cli/sweep/${name}`);
  return {
    'Node.js': node,
    'imports of the command': (await wallOfImports(command)) - node,
    'imports of a worker': (await wallOfImports(['worker/entry'])) - node,
  };
}

async function timeMainThread(): Promise<Stages> {
  const { isBuilt } = runnerCommand();
  const directory = mkdtempSync(path.join(tmpdir(), 'sweepdeck-bench-start-'));
  try {
    // Without the condition, the packages resolve to their builds.
    const flags = isBuilt ? process.execArgv.filter((flag) => !flag.startsWith('--conditions')) : process.execArgv;
    const args = [...flags, stagesScript, file, isBuilt ? 'built' : 'source', directory];
    return z.record(z.string(), z.number()).parse(lastJson((await runProgram(process.execPath, args)).stdout));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Runs the real command. The step itself is not reported, so the first `progress` event counts: at least 100 ms late.
 */
async function timeCommand(): Promise<{ readonly stages: Stages; readonly totalMs: number; readonly step: number }> {
  const { lines, startedAt } = await runSweepFile(file, workers, []);
  const at = (type: string, event?: string): number =>
    (lines.find((line) => line.type === type && line.event?.type === event)?.at ?? Number.NaN) - startedAt;
  const sweepStarted = at('sweep-started');
  const started = at('trial-event', 'started');
  const progressed = at('trial-event', 'progress');
  const step = lines.find(({ event }) => event?.type === 'progress')?.event?.step ?? Number.NaN;
  return {
    stages: {
      'main thread, all of it': sweepStarted,
      'worker: thread, imports, engine, model': started - sweepStarted,
      'first steps': progressed - started,
    },
    totalMs: progressed,
    step,
  };
}

/** Measures the time from the start of the process to the first training step on `wasm`, and its stages. */
export async function measureFirstStep(rounds: number): Promise<FirstStep> {
  const all: Stages[] = [];
  const totals: number[] = [];
  const steps: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { stages, totalMs, step } = await timeCommand();
    all.push({ ...(await timeNode()), ...(await timeMainThread()), ...stages });
    totals.push(totalMs);
    steps.push(step);
  }
  const from = (stage: string): string => {
    if (stage === 'first steps') return `until the first word about step ${median(steps).toFixed(0)}, at least 100 ms`;
    if (stage.startsWith('main thread') || stage.startsWith('worker')) return 'within the command';
    return stage === 'imports of a worker' ? 'on its own, part of the worker' : 'on its own, part of the main thread';
  };
  const stageNames = Object.keys(all[0] ?? {});
  return {
    rounds: all,
    findings: [
      ...stageNames.map((name) => ({
        name,
        value: median(all.map((stages) => stages[name] ?? Number.NaN)),
        unit: 'ms',
        bar: null,
        from: from(name),
      })),
      {
        name: 'from process start past the first step',
        value: median(totals),
        unit: 'ms',
        bar: { below: 2000 },
        from: `median of ${rounds}`,
      },
    ],
  };
}
