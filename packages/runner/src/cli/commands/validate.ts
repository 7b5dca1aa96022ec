import { defaultStepTimeoutMs } from '../../pool/step-timeout.ts';
import { defineCommand } from '../command/command.ts';
import { describePlan } from '../sweep/describe-plan.ts';
import type { SweepPlan } from '../../planning/plan-sweep.ts';

/** Options that say what a sweep is: the same for `sweep` and `validate`. */
export const sweepFileOptions = {
  workers: {
    type: 'number',
    summary: 'Trials that run at once; left out, one for each core',
    placeholder: 'N',
    range: { from: 1, to: 1024, isWhole: true, hint: 'Leave it out for one worker for each core.' },
  },
  set: {
    type: 'string',
    isArray: true,
    summary: 'Replaces a value of the file, as often as needed: training.epochs=1',
    placeholder: 'PATH=VALUE',
  },
  'step-timeout': {
    type: 'number',
    default: defaultStepTimeoutMs / 1000,
    summary: 'Ends what takes longer for a step, or to load: an endless loop in a module of your own',
    placeholder: 'SECONDS',
    range: { from: 1, to: 7 * 24 * 3600, isWhole: false, hint: 'Leave it out for 300 s.' },
  },
} as const;

export const validateCommand = defineCommand({
  name: 'validate',
  summary: 'Check a sweep file and tell how much work it is',
  description:
    'Reads the file and its data as `sweep` would, counts trials, finds those already computed and times a few real steps. Makes nothing.',
  positionals: {
    file: {
      summary: 'Sweep in YAML, `quickstart`, which comes with the program, or a stored sweep: s3',
      isRequired: true,
    },
  },
  options: {
    ...sweepFileOptions,
    estimate: { type: 'boolean', default: true, summary: 'Time a few steps to tell how long it takes' },
  },
  examples: [
    { command: 'runner validate my-sweep.yaml', summary: 'check and estimate' },
    { command: 'runner validate my-sweep.yaml --no-estimate --json', summary: 'check, for a program' },
  ],
  async run({ file, set, workers, estimate, 'step-timeout': stepTimeout }, context): Promise<SweepPlan> {
    const { planWantedSweep } = await import('../sweep/plan-wanted-sweep.ts');
    const wanted = { word: file, overrides: set, workers, stepTimeoutMs: 1000 * stepTimeout };
    return planWantedSweep({ ...wanted, wantsEstimate: estimate, isFresh: false }, context);
  },
  print: (plan) => `${plan.name}: ${describePlan(plan)}`,
});
