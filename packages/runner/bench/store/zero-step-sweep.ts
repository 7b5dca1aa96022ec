import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Finding } from '../command/finding.ts';
import type { ZeroStepSweep } from './zero-step-process.ts';

const source = fileURLToPath(new URL('zero-step-process.ts', import.meta.url));
/** Beside the runner's packages, so that they are found. */
const bundles = fileURLToPath(new URL('../../.sweepdeck/bench/', import.meta.url));

/**
 * Joins the program into one file, as users run it. From source, a third of the memory would be the loader's.
 * Everything from other packages is imported as compiled.
 */
async function bundleProgram(): Promise<string> {
  mkdirSync(bundles, { recursive: true });
  const file = path.join(mkdtempSync(bundles), 'zero-step-process.mjs');
  await build({
    entryPoints: [source],
    outfile: file,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
  return file;
}

/** Runs a sweep of trials that train nothing in a process of its own. @param trials a multiple of 100 */
export async function measureZeroStepSweep(trials: number): Promise<readonly Finding[]> {
  const program = await bundleProgram();
  const directory = mkdtempSync(path.join(tmpdir(), 'sweepdeck-bench-zero-steps-'));
  try {
    const child = fork(program, [directory, String(trials)], { execArgv: [] });
    const exit = once(child, 'exit').then(() => undefined);
    const [took] = ((await Promise.race([once(child, 'message'), exit])) ?? []) as [ZeroStepSweep?];
    await exit;
    if (took?.finished !== trials) throw new Error(`${took?.finished ?? 0} of ${trials} trials finished`);
    const { seconds, processorSeconds, peakMiB } = took;
    return [
      {
        name: `${trials} trials of zero steps`,
        value: seconds,
        unit: 's',
        bar: { below: 60 },
        from: `YAML, plan, store and reporter included; ${processorSeconds.toFixed(1)} s of processor time`,
      },
      { name: 'their orchestrator', value: peakMiB, unit: 'MiB', bar: { below: 300 }, from: 'highest resident size' },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
    rmSync(path.dirname(program), { recursive: true, force: true });
  }
}
