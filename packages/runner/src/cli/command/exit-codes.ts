/** What the process's exit status means; shown in `runner --help`. */
export const exitCodes = {
  success: { code: 0, meaning: 'done' },
  failure: { code: 1, meaning: 'some trials failed, the output could not be written, or an internal error' },
  badInput: { code: 2, meaning: 'bad input: usage, sweep file, dataset, store or port' },
  brokenOff: {
    code: 3,
    meaning: 'broken off while it ran: store gone, locked, full or taken over; finished trials are kept',
  },
  interrupted: { code: 130, meaning: 'stopped by Ctrl-C; the same command continues' },
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]['code'];
