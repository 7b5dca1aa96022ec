/** The meaning of each exit code; `runner --help` shows them. */
export const exitCodes = {
  success: { code: 0, meaning: 'done' },
  failure: {
    code: 1,
    meaning:
      'some trials failed, failures stopped the run, a verified result differs, the output could not be written, or an internal error',
  },
  badInput: { code: 2, meaning: 'bad input: command line, sweep file, dataset, store or port' },
  brokenOff: {
    code: 3,
    meaning: 'the sweep broke off: store gone, locked, full or taken over; finished trials are kept',
  },
  interrupted: { code: 130, meaning: 'stopped by Ctrl-C, SIGTERM or `runner stop`; run the same command to continue' },
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]['code'];
