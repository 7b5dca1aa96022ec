import { defaultStepTimeoutMs } from '../../pool/step-timeout.ts';
import { defineCommand } from '../command/command.ts';
import { describePlan } from '../sweep/describe-plan.ts';
import type { SweepPlan } from '../../planning/plan-sweep.ts';

/** Options that define a sweep, shared by `sweep` and `validate`. */
export const sweepFileOptions = {
  workers: {
    type: 'number',
    summary: 'Number of trials that run at the same time (default: one per core)',
    placeholder: 'N',
    range: { from: 1, to: 1024, isWhole: true, hint: 'Omit it for one worker per core.' },
  },
  set: {
    type: 'string',
    isArray: true,
    summary: 'Override a value of the sweep file; repeatable: training.epochs=1',
    placeholder: 'PATH=VALUE',
  },
  'step-timeout': {
    type: 'number',
    default: defaultStepTimeoutMs / 1000,
    summary: 'Time limit for one step, and for loading your own modules; it ends endless loops',
    placeholder: 'SECONDS',
    range: { from: 1, to: 7 * 24 * 3600, isWhole: false, hint: 'Omit it for 300 s.' },
  },
} as const;

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
    const { planWantedSweep } = await import('../sweep/plan-wanted-sweep.ts');
    const wanted = { word: file, overrides: set, workers, stepTimeoutMs: 1000 * stepTimeout };
    return planWantedSweep({ ...wanted, wantsEstimate: estimate, isFresh: false }, context);
  },
  print: (plan) => `${plan.name}: ${describePlan(plan)}`,
});
