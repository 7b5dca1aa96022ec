import { z } from 'zod';
import { median } from '../../src/statistics/index.ts';
import type { Contest, NodeProgram, Starter } from './contest.ts';
import { describeGemm, gemmBar, gemmCases } from './gemm-cases.ts';

const multiply = new URL('multiply.ts', import.meta.url);
const timesSchema = z.record(z.string(), z.number());
type Times = z.output<typeof timesSchema>;

/** Measures our matrix products, then the stock backend's untransposed ones of the same sizes, with each Node.js. */
export function createGemmContest(
  names: readonly string[],
  { starter, nodes }: { readonly starter: Starter; readonly nodes: readonly NodeProgram[] },
): Contest {
  const ours = new Map(nodes.map(({ version }) => [version, [] as Times[]]));
  const stock = new Map(nodes.map(({ version }) => [version, [] as Times[]]));
  const roundsOf = (runs: readonly Times[], name: string): number[] => runs.map((times) => times[name] ?? Number.NaN);
  return {
    async takeTurns() {
      for (const node of nodes) {
        ours.get(node.version)?.push(await starter.runOurs(node, multiply, ['ours', ...names], timesSchema));
        stock.get(node.version)?.push(await starter.runOurs(node, multiply, ['stock', ...names], timesSchema));
      }
    },
    figures: () =>
      nodes.flatMap(({ version: node }) =>
        names.flatMap((name) => {
          const gemm = gemmCases[name];
          if (gemm === undefined) return [];
          const rounds = roundsOf(ours.get(node) ?? [], name);
          const otherRounds = roundsOf(stock.get(node) ?? [], name);
          const [ms, otherMs] = [median(rounds), median(otherRounds)];
          const other = { name: 'stock tfjs-backend-wasm', ms: otherMs, rounds: otherRounds };
          const measured = { node, ours: { ms, rounds }, cpuMs: null, other, ratio: otherMs / ms };
          return [{ name, description: describeGemm(gemm), ...measured, bar: gemmBar, memory: null }];
        }),
      ),
  };
}
