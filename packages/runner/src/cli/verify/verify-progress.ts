import type { CommandContext } from '../command/command.ts';
import type { Wait } from '../../scheduler/patience.ts';
import type { DoneTrial } from './select-trials.ts';
import type { VerifiedTrial } from './verified.ts';

/** Shows on stderr how far the training is: a line for each trial, and on a terminal the epoch that has ended. */
export interface VerifyProgress {
  epoch(trial: DoneTrial, epoch: number): void;
  /** @param count number of trials done so far */
  done(trial: VerifiedTrial, count: number): void;
  waiting(wait: Wait): void;
  note(text: string): void;
  close(): void;
}

export function showProgress(total: number, { stderr }: Pick<CommandContext, 'stderr'>): VerifyProgress {
  const redraw = (text: string): void => {
    if (stderr.isTTY) stderr.write(`\r\u001b[2K${text}`);
  };
  const line = (text: string): void => {
    redraw('');
    stderr.write(`${text}\n`);
  };
  return {
    epoch: ({ id, config }, epoch) => redraw(`t${id} epoch ${epoch} of ${config.training.epochs}`),
    done: ({ trialId, outcome }, count) => line(`t${trialId} ${outcome} (${count} of ${total})`),
    waiting({ type }) {
      if (type === 'store-locked') line('Another program has locked the store. Waiting until it is free ...');
    },
    note: line,
    close: () => redraw(''),
  };
}
