import { defineCommand } from '../command/command.ts';
import { targetWord } from '../stored/find-target.ts';
import { askRun, type ControlResult } from './ask-run.ts';

export const resumeCommand = defineCommand({
  name: 'resume',
  summary: 'Continue a sweep that `runner pause` has paused',
  positionals: { sweep: { summary: 'A paused sweep whose process still runs: id or name', isRequired: true } },
  options: {},
  examples: [{ command: 'runner resume s3', summary: 'continue every trial from its checkpoint' }],
  run: ({ sweep }, context): Promise<ControlResult> =>
    askRun(
      {
        word: sweep,
        request: { action: 'resume' },
        hintIfIdle: (found) => `Run \`runner sweep ${targetWord(found)}\` to continue it.`,
      },
      context,
    ),
  print: ({ message }) => message,
});
