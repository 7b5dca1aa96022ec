/** What of a process this needs. */
export interface EndingProcess {
  exitCode?: number | string | null | undefined;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

/**
 * Turns an end that nobody meant into a failure: code that calls `process.exit(0)`, or a promise that never settles, would
 * end the program as if all were done.
 * @param tell writes at once, because nothing later will be written
 * @returns call it when the program has done what it should
 */
export function expectEnd(host: EndingProcess, tell: (text: string) => void): () => void {
  let isExpected = false;
  host.on('exit', (code) => {
    if (isExpected) return;
    // 13: Node's word for a promise that never settled.
    if (code === 0 || code === 13) host.exitCode = 1;
    tell(
      'error[ended-early]: The program ended before its command was done.\n' +
        'hint: Does a module of yours call process.exit, or return a promise that never settles? What is trained is stored; the same command continues.\n',
    );
  });
  return () => {
    isExpected = true;
  };
}
