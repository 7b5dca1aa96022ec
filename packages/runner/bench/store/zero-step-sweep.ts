import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../command/finding.ts';
import type { ZeroStepSweep } from './zero-step-process.ts';

const program = fileURLToPath(new URL('zero-step-process.ts', import.meta.url));

/** Runs a sweep of trials that train nothing in a process of its own. @param trials a multiple of 100 */
export async function measureZeroStepSweep(trials: number): Promise<readonly Finding[]> {
  const directory = mkdtempSync(path.join(tmpdir(), 'sweepdeck-bench-zero-steps-'));
  try {
    const child = fork(program, [directory, String(trials)]);
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
  }
}
