import { defineCommand } from '../command/command.ts';
import { failureKindSchema } from '../../records/failure-kind.ts';
import { targetWord } from '../stored/find-target.ts';
import { askRun, type ControlResult } from './ask-run.ts';

export const retryCommand = defineCommand({
  name: 'retry',
  summary: 'Try the failed trials of a running sweep again',
  description:
    'Works from another terminal, for example after the cause has been removed. Each trial continues from its last checkpoint. A sweep that does not run retries its failed trials when it is run again.',
  positionals: { sweep: { summary: 'A running sweep: id or name', isRequired: true } },
  options: {
    failed: {
      type: 'boolean',
      default: true,
      summary: 'Retry every failed trial; this is what happens without --kind',
    },
    kind: {
      type: 'string',
      choices: failureKindSchema.options,
      summary: 'Retry only the trials whose last failure was of this kind (default: any kind)',
    },
  },
  examples: [
    { command: 'runner retry s3', summary: 'retry every failed trial' },
    { command: 'runner retry s3 --kind out-of-memory', summary: 'retry the trials that ran out of memory' },
  ],
  run: ({ sweep, kind }, context): Promise<ControlResult> =>
    askRun(
      {
        word: sweep,
        request: { action: 'retry', ...(kind === undefined ? {} : { kind: failureKindSchema.parse(kind) }) },
        hintIfIdle: (found) => `\`runner sweep ${targetWord(found)}\` runs it again and retries its failed trials.`,
      },
      context,
    ),
  print: ({ message }) => message,
});
