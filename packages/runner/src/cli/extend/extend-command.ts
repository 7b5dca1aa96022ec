import { readSize } from '../command/read-size.ts';
import { defineCommand } from '../command/command.ts';
import { describeResult } from '../sweep/describe-result.ts';
import { trainingOptions } from '../sweep/training-options.ts';
import { sweepFileOptions } from '../wanted-sweep/sweep-file-options.ts';
import type { ExtendResult } from './extend-sweep.ts';

export const extendCommand = defineCommand({
  name: 'extend',
  summary: 'Add values, repeats or epochs to a sweep, and train what is new',
  description:
    'Shows what would change and asks. Then changes the sweep and trains its new trials, as `runner sweep` does; finished trials keep their ids and results. Refuses changes after which a trial of the sweep would have another result.',
  positionals: {
    sweep: { summary: 'Sweep such as s3, or its name', isRequired: true },
    file: { summary: 'The larger sweep file (default: the sweep as it was started)', isRequired: false },
  },
  options: {
    ...sweepFileOptions,
    yes: { type: 'boolean', default: false, summary: 'Extend the sweep without asking' },
    'dry-run': { type: 'boolean', default: false, summary: 'Only show what would change' },
    ...trainingOptions,
  },
  examples: [
    { command: 'runner extend s3 --set repeats=5', summary: 'two more seeds for a sweep with three' },
    { command: 'runner extend s3 my-sweep.yaml --dry-run', summary: 'show what the changed file would add' },
    { command: 'runner extend s3 --set training.epochs=20 --yes', summary: 'continue all trials to 20 epochs' },
  ],
  async run(values, context): Promise<ExtendResult> {
    const { extendAndTrain } = await import('./extend-sweep.ts');
    return extendAndTrain(
      {
        word: values.sweep,
        file: values.file,
        overrides: values.set,
        workers: values.workers,
        isConfirmed: values.yes,
        isDryRun: values['dry-run'],
        reporter: values.reporter,
        stepTimeoutMs: 1000 * values['step-timeout'],
        checkpointSeconds: values['checkpoint-every'],
        workerMemoryBytes: readSize('worker-memory', values['worker-memory']),
      },
      context,
    );
  },
  data: ({ text: _, ...result }) => result,
  print(result, context) {
    if (!('leaderboard' in result))
      return result.status === 'declined'
        ? 'Nothing was changed.'
        : `${result.text}\nNothing was changed. Omit \`--dry-run\` to extend the sweep.`;
    return result.reporter === 'json' ? '' : describeResult(result, context);
  },
  exitCode(result) {
    return ({ finished: 0, failed: 1, paused: 130, previewed: 0, declined: 0 } as const)[result.status];
  },
});
