import { defaultStepTimeoutMs } from '../../pool/step-timeout.ts';

/** Options that define a sweep, shared by `sweep`, `validate` and `lr-find`. */
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
