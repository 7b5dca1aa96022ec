// From process start to the first training step and where the time goes; what a trial costs beside its training.
// usage: pnpm bench start [--rounds N] [--json] [--write]
// --write puts the result into docs/benchmarks.md
import {
  describeMachine,
  machineInWords,
  markdownTable,
  positiveInteger,
  terminalTable,
  writeBenchmark,
} from '@sweepdeck/core/testing';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findingHeader, findingRow } from './command/finding.ts';
import { runnerCommand } from './command/run-sweep-file.ts';
import { measureFirstStep } from './start/first-step.ts';
import { measureZeroStepTrials } from './start/zero-step-trials.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const rounds = positiveInteger(values.rounds, 'rounds');

const machine = describeMachine(root);
const { isBuilt } = runnerCommand();
const firstStep = await measureFirstStep(rounds);
const zeroSteps = await measureZeroStepTrials();

const rows = [...firstStep.findings, ...zeroSteps.findings].map(findingRow);
const table = { header: findingHeader, rows };
const conditions =
  `Two workers on seed-cnn and 5,000 generated images, ${isBuilt ? 'the built program' : 'the sources without a build'}; ` +
  `medians of ${rounds} rounds. ${machineInWords(machine)}.`;
if (values.json) console.log(JSON.stringify({ bench: 'start', machine, isBuilt, rounds, firstStep, zeroSteps }));
else console.log(`${conditions}\n\n${terminalTable(table)}`);
if (values.write) {
  const command = `pnpm bench start --rounds ${rounds} --write`;
  const section = ['## Start', conditions, markdownTable(table), `To repeat: \`${command}\`.`].join('\n\n');
  writeBenchmark(path.join(root, 'docs', 'benchmarks.md'), 'bench start', section);
}
