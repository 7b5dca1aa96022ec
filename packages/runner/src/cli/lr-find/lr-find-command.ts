import type { SweepdeckError } from '@sweepdeck/core/errors';
import { defineCommand } from '../command/command.ts';
import type { RangeTestResult } from './find-learning-rate.ts';
import { formatRangeTest } from './print-range-test.ts';
import { sweepFileOptions } from '../wanted-sweep/sweep-file-options.ts';

interface Outcome {
  readonly result: RangeTestResult;
  /** The reason why the result was not stored; undefined when it was. */
  readonly whyNotStored: SweepdeckError | undefined;
}

export const lrFindCommand = defineCommand({
  name: 'lr-find',
  summary: 'Find a learning rate: train briefly while the rate grows, and watch the loss',
  description:
    'Runs a learning-rate range test on the first configuration of a sweep, from fresh weights. The rate grows by the same factor at every step; the rate where the loss falls fastest is a good start. The schedule is ignored. The result is stored; `runner dashboard` draws it under "Range tests".',
  positionals: {
    file: {
      summary: 'Sweep file, `quickstart` (which comes with the program), or a stored sweep such as s3',
      isRequired: true,
    },
  },
  options: {
    from: { type: 'number', default: 1e-6, summary: 'Rate of the first step', placeholder: 'RATE' },
    to: {
      type: 'number',
      default: 10,
      summary: 'Rate of the last step, unless the loss blows up earlier',
      placeholder: 'RATE',
    },
    steps: {
      type: 'number',
      default: 200,
      summary: 'Number of training steps',
      placeholder: 'N',
      range: { from: 10, to: 100_000, isWhole: true, hint: 'Omit it for 200 steps.' },
    },
    set: sweepFileOptions.set,
    'step-timeout': sweepFileOptions['step-timeout'],
  },
  examples: [
    { command: 'runner lr-find my-sweep.yaml', summary: 'test the first configuration' },
    {
      command: 'runner lr-find my-sweep.yaml --set optimizer=sgd --set loss=hinge',
      summary: 'test another configuration',
    },
    { command: 'runner lr-find s3', summary: 'test the first configuration of sweep 3, as it was started' },
    { command: 'runner lr-find my-sweep.yaml --json', summary: 'print every point as JSON' },
  ],
  async run({ file, from, to, steps, set, 'step-timeout': stepTimeout }, context): Promise<Outcome> {
    const { findLearningRate } = await import('./find-learning-rate.ts');
    const { keepRangeTest } = await import('./keep-range-test.ts');
    const { stderr } = context;
    const options = {
      file,
      overrides: set,
      minimumRate: from,
      maximumRate: to,
      steps,
      stepTimeoutMs: 1000 * stepTimeout,
    };
    const redraw = (text: string): void => {
      if (stderr.isTTY) stderr.write(`\r\u001b[2K${text}`);
    };
    const onPoint = ({ step }: { readonly step: number }): void => redraw(`step ${step} of ${steps}`);
    const result = await findLearningRate(options, context, onPoint, () => redraw(''));
    return { result, whyNotStored: await keepRangeTest(result, context) };
  },
  data: ({ result }) => result,
  print: ({ result }, context) => formatRangeTest(result, context),
  brokenOffBy: ({ whyNotStored }) => whyNotStored,
});
