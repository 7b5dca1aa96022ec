import { defineCommand } from '../command/command.ts';
import { usageError } from '../command/usage-error.ts';
import { targetWord } from '../stored/find-target.ts';
import { askRun, type ControlResult } from './ask-run.ts';

const mostWorkers = 1024;

export const setCommand = defineCommand({
  name: 'set',
  summary: 'Change the number of workers of a running sweep',
  description:
    'Works from another terminal. Additional workers start at once. Superfluous ones end after the trial that they train.',
  positionals: {
    sweep: { summary: 'A running sweep: id or name', isRequired: true },
    setting: { summary: 'workers=N', isRequired: true },
  },
  options: {},
  examples: [{ command: 'runner set s3 workers=4', summary: 'train four trials at the same time from now on' }],
  run({ sweep, setting }, context): Promise<ControlResult> {
    const request = { action: 'set', workers: readWorkers(setting) } as const;
    const hintIfIdle = (found: Parameters<typeof targetWord>[0]): string =>
      `Run \`runner sweep ${targetWord(found)} --workers ${request.workers}\` to continue it with that number.`;
    return askRun({ word: sweep, request, hintIfIdle }, context);
  },
  print: ({ message }) => message,
});

function readWorkers(setting: string): number {
  const hint = 'For example `runner set s3 workers=4`.';
  const [name, value = ''] = setting.split('=', 2);
  if (name !== 'workers') throw usageError(`saw ${JSON.stringify(setting)}; only workers=N can be set.`, hint);
  const workers = Number(value);
  if (!/^\d+$/.test(value) || workers < 1 || workers > mostWorkers)
    throw usageError(`workers: saw ${JSON.stringify(value)}; expected a whole number from 1 to ${mostWorkers}.`, hint);
  return workers;
}
