import { defineCommand } from '../command/command.ts';
import { targetWord } from '../stored/find-target.ts';
import { askRun, type ControlResult } from './ask-run.ts';

export const stopCommand = defineCommand({
  name: 'stop',
  summary: 'Stop a running sweep, or one trial of it, with a checkpoint',
  description:
    'Works from another terminal. Running trials write a checkpoint at their next batch, and the run ends within seconds. The next run of the sweep continues every stopped trial.',
  positionals: {
    target: { summary: 'A running sweep (id or name), or a running trial such as t12', isRequired: true },
  },
  options: {},
  examples: [
    { command: 'runner stop s3', summary: 'end the run of sweep 3' },
    { command: 'runner stop t12', summary: 'stop trial 12 and go on with the others' },
  ],
  run: ({ target }, context): Promise<ControlResult> =>
    askRun(
      {
        word: target,
        request: { action: 'stop' },
        acceptsTrial: true,
        hintIfIdle: (sweep) => `\`runner show ${targetWord(sweep)}\` shows it.`,
      },
      context,
    ),
  print: ({ sweep, trialId, message }) =>
    trialId === null ? `${message} \`runner sweep s${sweep.id}\` continues it.` : message,
});
