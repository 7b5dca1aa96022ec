import { mean, median } from '@sweepdeck/core/statistics';
import { lastJson, runProgram, type Peer } from '@sweepdeck/core/testing';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Finding } from '../command/finding.ts';
import { runSweepFile } from '../command/run-sweep-file.ts';

const sameTrials = fileURLToPath(new URL('same-trials.yaml', import.meta.url));
const peerSteps = 600;
const peerSchema = z.object({ samplesPerSecond: z.number() });

/** Images per second of one worker alone and of two together, by round. */
interface Throughput {
  readonly one: number[];
  readonly two: number[];
}

export interface Scaling {
  readonly ours: Throughput;
  readonly peer: Throughput;
  readonly findings: readonly Finding[];
}

/** Measures the second epoch of each of two trials: by then everything is warm, and both are still training. */
async function ourRates(dataset: string, workers: number): Promise<number[]> {
  const { lines } = await runSweepFile(sameTrials, workers, [`dataset.path=${dataset}`]);
  return lines.flatMap(({ event }) => {
    const rate = event?.type === 'epoch' && event.epoch === 2 ? event.metrics?.samples_per_second : undefined;
    return rate === undefined ? [] : [rate];
  });
}

async function peerRates({ python, script }: Peer, processes: number): Promise<number[]> {
  const one = async (): Promise<number> => {
    const { stdout } = await runProgram(python, [script, 'seed', '32', String(peerSteps)]);
    return peerSchema.parse(lastJson(stdout)).samplesPerSecond;
  };
  return Promise.all(Array.from({ length: processes }, one));
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const gain = ({ one, two }: Throughput): number => median(two.map((value, i) => value / (one[i] ?? Number.NaN)));

/** Measures the throughput of two workers relative to one, for ours and for Keras processes of one thread each. */
export async function measureScaling(dataset: string, peer: Peer | undefined, rounds: number): Promise<Scaling> {
  const ours: Throughput = { one: [], two: [] };
  const theirs: Throughput = { one: [], two: [] };
  for (let round = 0; round < rounds; round++) {
    ours.one.push(mean(await ourRates(dataset, 1)));
    ours.two.push(sum(await ourRates(dataset, 2)));
    if (peer === undefined) continue;
    theirs.one.push(sum(await peerRates(peer, 1)));
    theirs.two.push(sum(await peerRates(peer, 2)));
  }
  const rates = ({ one, two }: Throughput): string =>
    `${median(one).toFixed(0)} and ${median(two).toFixed(0)} images/s, medians of ${rounds}`;
  const peerGain = peer === undefined ? null : gain(theirs);
  return {
    ours,
    peer: theirs,
    findings: [
      {
        name: 'two workers / one, Keras processes',
        value: peerGain,
        unit: '',
        bar: null,
        from: peerGain === null ? '' : rates(theirs),
      },
      {
        name: 'two workers / one, ours',
        value: gain(ours),
        unit: '',
        bar: peerGain === null ? null : { atLeast: Math.round(peerGain * 100) / 100 },
        from: rates(ours),
      },
    ],
  };
}
