// Whole sweeps: twelve short trials against Optuna with Keras, what a second worker gains, what a worker's memory costs.
// usage: pnpm bench sweep [whole|scaling|memory ...] [--peer PYTHON] [--peer-script FILE] [--dataset FOLDER] [--rounds N]
//        [--json] [--write]
// --peer-script is optuna_keras_sweep.py, with keras_step.py beside it; --write puts the result into docs/benchmarks.md
import {
  describeMachine,
  findPeer,
  machineInWords,
  markdownTable,
  positiveInteger,
  terminalTable,
  writeBenchmark,
  type Peer,
} from '@sweepdeck/core/testing';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findingHeader, findingRow, type Finding } from './command/finding.ts';
import { runnerCommand } from './command/run-sweep-file.ts';
import { measureMemory } from './sweep/memory.ts';
import { measureScaling } from './sweep/scaling.ts';
import { measureWholeSweep } from './sweep/whole-sweep.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const shared = path.join(root, '..', 'shared');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    peer: { type: 'string' },
    'peer-script': { type: 'string', default: path.join(shared, 'peers', 'optuna_keras_sweep.py') },
    dataset: { type: 'string', default: path.join(shared, 'data', 'mnist-20k') },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const rounds = positiveInteger(values.rounds, 'rounds');
const dataset = path.resolve(values.dataset);
const found = findPeer(path.resolve(values['peer-script']), values.peer);
const peer = typeof found === 'string' ? undefined : found;
const stepPeer: Peer | undefined = peer && { ...peer, script: path.join(path.dirname(peer.script), 'keras_step.py') };

const parts = {
  whole: () => measureWholeSweep(dataset, peer, rounds),
  scaling: () => measureScaling(dataset, stepPeer, rounds),
  memory: () => measureMemory(dataset),
};
const isPart = (name: string): name is keyof typeof parts => Object.hasOwn(parts, name);
const unknown = positionals.find((name) => !isPart(name));
if (unknown !== undefined) throw new RangeError(`no part ${unknown}; there are: ${Object.keys(parts).join(', ')}`);
if (values.write && positionals.length > 0) throw new RangeError('--write: leave the names of parts out');

const machine = describeMachine(root);
const results: Record<string, { readonly findings: readonly Finding[] }> = {};
for (const name of (positionals.length === 0 ? Object.keys(parts) : positionals).filter(isPart)) {
  if (process.stderr.isTTY) console.error(name);
  results[name] = await parts[name]();
}

const { isBuilt } = runnerCommand();
const table = {
  header: findingHeader,
  rows: Object.values(results).flatMap(({ findings }) => findings.map(findingRow)),
};
const conditions =
  `Seed CNN, batch 32, MNIST-20k, ${isBuilt ? 'the built program' : 'the sources without a build'}; not kept on single cores. ` +
  `${machineInWords(machine)}.${typeof found === 'string' ? ` ${found}.` : ''}`;
if (values.json) console.log(JSON.stringify({ bench: 'sweep', machine, isBuilt, rounds, results }));
else console.log(`${conditions}\n\n${terminalTable(table)}`);
if (values.write) {
  const command = `pnpm bench sweep --peer PYTHON --rounds ${rounds} --write`;
  const section = ['## Sweep', conditions, markdownTable(table), `To repeat: \`${command}\`.`].join('\n\n');
  writeBenchmark(path.join(root, 'docs', 'benchmarks.md'), 'bench sweep', section);
}
