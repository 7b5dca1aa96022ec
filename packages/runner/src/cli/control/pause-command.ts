import { defineCommand } from '../command/command.ts';
import { targetWord } from '../stored/find-target.ts';
import { askRun, type ControlResult } from './ask-run.ts';

export const pauseCommand = defineCommand({
  name: 'pause',
  summary: 'Pause a running sweep and free its workers',
  description:
    'Works from another terminal. Running trials write a checkpoint at their next batch and stop. The process of the sweep stays and waits for `runner resume`.',
  positionals: { sweep: { summary: 'A running sweep: id or name', isRequired: true } },
  options: {},
  examples: [{ command: 'runner pause s3', summary: 'free the processors for something else' }],
  run: ({ sweep }, context): Promise<ControlResult> =>
    askRun(
      {
        word: sweep,
        request: { action: 'pause' },
        hintIfIdle: (found) => `\`runner show ${targetWord(found)}\` shows it.`,
      },
      context,
    ),
  print: ({ sweep, message }) => `${message} \`runner resume s${sweep.id}\` continues it.`,
});
