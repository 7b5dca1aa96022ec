import { median } from '@sweepdeck/core/statistics';
import { runProgram, type Peer } from '@sweepdeck/core/testing';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../command/finding.ts';
import { runSweepFile } from '../command/run-sweep-file.ts';

const trialCount = 12;
const workers = 2;
const grid = fileURLToPath(new URL('grid.yaml', import.meta.url));

export interface WholeSweep {
  readonly oursMs: readonly number[];
  readonly peerMs: readonly number[];
  /** Validation accuracy of the best trial in the last round. */
  readonly oursBest: number;
  readonly peerBest: number | null;
  readonly findings: readonly Finding[];
}

async function runOurs(dataset: string): Promise<{ readonly ms: number; readonly best: number }> {
  const { lines, wallMs } = await runSweepFile(grid, workers, [`dataset.path=${dataset}`]);
  const ended = lines.filter(({ type }) => type === 'trial-ended');
  if (ended.length !== trialCount) throw new Error(`${ended.length} trials ended, not ${trialCount}`);
  return { ms: wallMs, best: Math.max(...ended.map(({ result }) => Number(result?.objective))) };
}

async function runPeer(
  { python, script }: Peer,
  dataset: string,
): Promise<{ readonly ms: number; readonly best: number }> {
  const { stdout, wallMs } = await runProgram(python, [script, dataset, String(workers), '1']);
  const ended = Number(/: (\d+) trials/u.exec(stdout)?.[1]);
  if (!(ended >= trialCount)) throw new Error(`the peer did not end ${trialCount} trials:\n${stdout}`);
  // Two of its processes may both take the last point of the grid, which is not counted against it.
  return { ms: (wallMs * trialCount) / ended, best: Number(/^ {2}([\d.]+) \{/mu.exec(stdout)?.[1]) };
}

/** Runs twelve trials of one epoch on two workers, whole processes from start to end: ours, then Optuna with Keras. */
export async function measureWholeSweep(dataset: string, peer: Peer | undefined, rounds: number): Promise<WholeSweep> {
  const ours: Awaited<ReturnType<typeof runOurs>>[] = [];
  const theirs: typeof ours = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await runOurs(dataset));
    if (peer !== undefined) theirs.push(await runPeer(peer, dataset));
  }
  const [oursMs, peerMs] = [ours.map(({ ms }) => ms), theirs.map(({ ms }) => ms)];
  const [own, other] = [median(oursMs), median(peerMs)];
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  return {
    oursMs,
    peerMs,
    oursBest: ours.at(-1)?.best ?? Number.NaN,
    peerBest: theirs.at(-1)?.best ?? null,
    findings: [
      {
        name: 'whole sweep, Optuna with Keras / ours',
        value: peer === undefined ? null : other / own,
        unit: '',
        bar: { atLeast: 1.4 },
        from: `${seconds(own)} ours${peer === undefined ? '' : `, ${seconds(other)} theirs`}, medians of ${rounds}`,
      },
    ],
  };
}
