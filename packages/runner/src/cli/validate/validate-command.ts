import { defineCommand } from '../command/command.ts';
import { describePlan } from './describe-plan.ts';
import { sweepFileOptions } from '../wanted-sweep/sweep-file-options.ts';
import type { SweepPlan } from '../../planning/plan-sweep.ts';

export const validateCommand = defineCommand({
  name: 'validate',
  summary: 'Check a sweep file and estimate how long it takes',
  description:
    'Reads the file and its data as `sweep` would, counts the trials, finds those that are already trained and times a few real steps. Writes nothing.',
  positionals: {
    file: {
      summary: 'Sweep file, `quickstart` (which comes with the program), or a stored sweep such as s3',
      isRequired: true,
    },
  },
  options: {
    ...sweepFileOptions,
    estimate: { type: 'boolean', default: true, summary: 'Time a few steps to estimate the duration' },
  },
  examples: [
    { command: 'runner validate my-sweep.yaml', summary: 'check and estimate' },
    { command: 'runner validate my-sweep.yaml --no-estimate --json', summary: 'check, with JSON output' },
  ],
  async run({ file, set, workers, estimate, 'step-timeout': stepTimeout }, context): Promise<SweepPlan> {
    const { planWantedSweep } = await import('../wanted-sweep/plan-wanted-sweep.ts');
    const wanted = { word: file, overrides: set, workers, stepTimeoutMs: 1000 * stepTimeout };
    return planWantedSweep({ ...wanted, wantsEstimate: estimate, isFresh: false }, context);
  },
  print: (plan) => `${plan.name}: ${describePlan(plan)}`,
});
