import { z } from 'zod';
import { median } from '../../src/statistics/index.ts';
import type { Peer } from '../../src/testing/index.ts';
import type { Contest, Figure, NodeProgram, Starter } from './contest.ts';
import type { TrainingCase } from './training-cases.ts';

const oursSchema = z.object({
  msPerStep: z.number(),
  cpuMsPerStep: z.number(),
  device: z.string(),
  engineMebibytes: z.number(),
  residentMebibytes: z.number(),
});
const peerSchema = z.object({ peer: z.string(), msPerStep: z.number() });

const takeSteps = new URL('take-steps.ts', import.meta.url);

export interface TrainingContestOptions {
  readonly starter: Starter;
  readonly nodes: readonly NodeProgram[];
  readonly peer: Peer | undefined;
  readonly steps: number;
  readonly engine: string;
}

/** Measures our steps with each Node.js, then Keras's, each in a fresh process. */
export function createTrainingContest(name: string, chosen: TrainingCase, options: TrainingContestOptions): Contest {
  const { starter, nodes, peer, steps, engine } = options;
  const ours = new Map(nodes.map(({ version }) => [version, [] as z.output<typeof oursSchema>[]]));
  const theirs: z.output<typeof peerSchema>[] = [];

  const figure = (node: string, runs: readonly z.output<typeof oursSchema>[]): Figure => {
    const rounds = runs.map(({ msPerStep }) => msPerStep);
    const peerRounds = theirs.map(({ msPerStep }) => msPerStep);
    const ms = median(rounds);
    const other = theirs[0] && { name: theirs[0].peer, ms: median(peerRounds), rounds: peerRounds };
    const { size, channels, batchSize, config } = chosen;
    return {
      name,
      description: `${config.optimizer.name}, ${size}x${size}x${channels}, batch ${batchSize}, ${runs[0]?.device ?? engine}`,
      node,
      ours: { ms, rounds },
      cpuMs: median(runs.map(({ cpuMsPerStep }) => cpuMsPerStep)),
      other: other ?? null,
      ratio: other === undefined ? null : other.ms / ms,
      // The bars apply to the engine that every machine has.
      bar: (engine === 'wasm' ? chosen.bars[node.split('.', 1)[0] ?? ''] : undefined) ?? null,
      memory: {
        engineMebibytes: Math.max(...runs.map(({ engineMebibytes }) => engineMebibytes)),
        residentMebibytes: Math.max(...runs.map(({ residentMebibytes }) => residentMebibytes)),
      },
    };
  };

  return {
    async takeTurns() {
      for (const node of nodes) {
        const run = await starter.runOurs(node, takeSteps, [name, String(steps), engine], oursSchema);
        ours.get(node.version)?.push(run);
      }
      if (peer === undefined) return;
      const words = [chosen.peerModel, String(chosen.batchSize), String(steps)];
      theirs.push(await starter.run([peer.python, peer.script, ...words], peerSchema));
    },
    figures: () => [...ours].map(([node, runs]) => figure(node, runs)),
  };
}
