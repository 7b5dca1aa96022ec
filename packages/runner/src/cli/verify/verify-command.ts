import { defineCommand } from '../command/command.ts';
import { sweepFileOptions } from '../wanted-sweep/sweep-file-options.ts';
import { formatVerified } from './print-verified.ts';
import type { VerifyResult } from './verified.ts';

export const verifyCommand = defineCommand({
  name: 'verify',
  summary: 'Train finished trials again and check that they give the same results',
  description:
    'Compares every stored metric of every epoch, the best epoch, the objective, the test metrics and kept weights: bit for bit on the engine and numerics version that trained the trial, within a tolerance on any other. A diverged trial must diverge at the same step. The outcome is stored with the trial; its results never change. Exit code 1 if a trial differs or fails; 130 after Ctrl-C, with the outcomes so far stored.',
  positionals: {
    target: { summary: 'Trial (t12), or sweep (s3 or its name) for every trial with a result', isRequired: true },
  },
  options: {
    sample: {
      type: 'number',
      summary: 'Number of trials to draw from a sweep (default: all of them)',
      placeholder: 'N',
      range: { from: 1, to: 1_000_000, isWhole: true, hint: 'Omit it to verify every trial.' },
    },
    seed: {
      type: 'number',
      default: 0,
      summary: 'Seed of the draw; the same seed draws the same trials',
      range: { from: 0, to: 2 ** 32 - 1, isWhole: true, hint: 'Omit it for seed 0.' },
    },
    engine: {
      type: 'string',
      choices: ['wasm', 'wasm-relaxed', 'tensorflow', 'webgpu', 'cpu'],
      summary: 'Engine to train on (default: the engine of the trials)',
    },
    workers: sweepFileOptions.workers,
    'step-timeout': sweepFileOptions['step-timeout'],
  },
  examples: [
    { command: 'runner verify t12', summary: 'trial 12' },
    { command: 'runner verify my-sweep --sample 3', summary: 'three trials of a sweep, drawn at random' },
    { command: 'runner verify t12 --engine cpu', summary: 'compare with the reference engine, within a tolerance' },
  ],
  async run(values, context): Promise<VerifyResult> {
    const { verifyTrials } = await import('./verify-trials.ts');
    const { target: wanted, sample, seed, engine, workers, 'step-timeout': stepTimeout } = values;
    return verifyTrials({ wanted, sample, seed, engine, workers, stepTimeoutMs: 1000 * stepTimeout }, context);
  },
  print: formatVerified,
  exitCode({ trials, isStopped }) {
    if (isStopped) return 130;
    return trials.every(({ outcome }) => outcome === 'reproduced') ? 0 : 1;
  },
});
