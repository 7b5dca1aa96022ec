/** The parts of a process that are needed here. */
export interface EndingProcess {
  exitCode?: number | string | null | undefined;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

/**
 * Turns an unintended exit into a failure. Without it, code that calls `process.exit(0)` or a promise that never
 * settles would end the program as if everything were done.
 *
 * @param tell must write synchronously, because the process is about to end
 *
 * @returns a function to call when the program has done its work
 */
export function expectEnd(host: EndingProcess, tell: (text: string) => void): () => void {
  let isExpected = false;
  host.on('exit', (code) => {
    if (isExpected) return;
    // Node exits with 13 when a promise never settled.
    if (code === 0 || code === 13) host.exitCode = 1;
    tell(
      'error[ended-early]: The program ended before its command was done.\n' +
        'hint: Check whether one of your modules calls process.exit or returns a promise that never settles. Finished trials are stored; run the same command to continue.\n',
    );
  });
  return () => {
    isExpected = true;
  };
}
