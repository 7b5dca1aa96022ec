// Training steps against Keras on one thread, and matrix products against the stock TensorFlow.js backend, in alternating
// rounds of fresh processes that share one core, or with --cores all in processes that may use every core: Keras on "one
// thread" has a thread beside it that feeds it.
// usage: pnpm bench engine [--peer PYTHON] [--peer-script FILE] [--rounds N] [--steps N] [--engine NAME] [--only CASE,...]
//        [--cores one|all] [--node PATH ...] [--json] [--write]
// --node measures ours with that Node.js too; --write puts the result into docs/benchmarks.md
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine, findPeer, oneCore, positiveInteger, writeBenchmark } from '../src/testing/index.ts';
import { createStarter, type Contest, type NodeProgram } from './engine/contest.ts';
import { gemmCases } from './engine/gemm-cases.ts';
import { createGemmContest } from './engine/gemm-contest.ts';
import { reportInMarkdown, reportInTerminal, type EngineReport } from './engine/report.ts';
import { trainingCases } from './engine/training-cases.ts';
import { createTrainingContest } from './engine/training-contest.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const { values } = parseArgs({
  options: {
    peer: { type: 'string' },
    'peer-script': { type: 'string', default: path.join(root, '..', 'shared', 'peers', 'keras_step.py') },
    rounds: { type: 'string', default: '5' },
    steps: { type: 'string', default: '100' },
    engine: { type: 'string', default: 'wasm' },
    only: { type: 'string' },
    cores: { type: 'string', default: 'one' },
    node: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const rounds = positiveInteger(values.rounds, 'rounds');
const steps = positiveInteger(values.steps, 'steps');
if (!['one', 'all'].includes(values.cores)) throw new RangeError('--cores: one or all');
if (values.write && values.only !== undefined) throw new RangeError('--write: leave --only out');

function nodeProgram(file: string): NodeProgram {
  return { path: file, version: execFileSync(file, ['--version'], { encoding: 'utf8' }).trim().replace(/^v/u, '') };
}

function chosenCases(): readonly string[] {
  // The matrix products use the kernels of the engine wasm.
  const all = [...Object.keys(trainingCases), ...(values.engine === 'wasm' ? Object.keys(gemmCases) : [])];
  const asked = values.only?.split(',') ?? all;
  const unknown = asked.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new RangeError(`--only: no case ${unknown}; there are: ${all.join(', ')}`);
  return asked;
}

const names = chosenCases();
const peer = findPeer(values['peer-script'], values.peer);
const nodes = [process.execPath, ...values.node].map(nodeProgram);
const prefix = values.cores === 'one' ? oneCore() : [];
const starter = createStarter(prefix);
const options = { starter, nodes, peer: typeof peer === 'string' ? undefined : peer, steps, engine: values.engine };
const products = names.filter((name) => Object.hasOwn(gemmCases, name));
const contests: readonly Contest[] = [
  ...names.flatMap((name) => {
    const chosen = trainingCases[name];
    return chosen === undefined ? [] : [createTrainingContest(name, chosen, options)];
  }),
  ...(products.length > 0 ? [createGemmContest(products, { starter, nodes })] : []),
];
const machine = describeMachine(root);
// Alternates round by round over all cases, so that other load on the machine affects all contestants alike.
for (let round = 1; round <= rounds; round++) {
  if (process.stderr.isTTY) console.error(`round ${round} of ${rounds}`);
  for (const contest of contests) await contest.takeTurns();
}

const figures = contests.flatMap((contest) => contest.figures());
const report: EngineReport = {
  bench: 'engine',
  machine,
  engine: values.engine,
  rounds,
  steps,
  isPinned: prefix.length > 0,
  peer: typeof peer === 'string' ? peer : (figures[0]?.other?.name ?? 'Keras'),
  figures,
};
console.log(values.json ? JSON.stringify(report) : reportInTerminal(report));
if (values.write) {
  const more = `${values.cores === 'one' ? '' : ' --cores all'}${values.node.length > 0 ? ' --node NODE' : ''}`;
  const command = `pnpm bench engine --peer PYTHON --rounds ${rounds} --steps ${steps} --engine ${values.engine}${more} --write`;
  writeBenchmark(
    path.join(root, 'docs', 'benchmarks.md'),
    `bench engine ${values.engine}${report.isPinned ? '' : ', all cores'}`,
    reportInMarkdown(report, command),
  );
}
