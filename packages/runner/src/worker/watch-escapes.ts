import { describeThrown } from '@sweepdeck/core/errors';

/**
 * Watches for what gets out of a running trial and would end its worker without a word: `process.exit`, an error of a timer,
 * a rejected promise that nobody handles.
 * @param onEscape gets what happened: `process.exit(0) was called`
 * @returns ends the watch
 */
export function watchEscapes(onEscape: (what: string) => void): () => void {
  const { exit } = process;
  process.exit = (code) => {
    onEscape(`process.exit(${code ?? ''}) was called`);
    return exit.call(process, code);
  };
  const onUncaught = (error: unknown, origin: NodeJS.UncaughtExceptionOrigin): void => {
    const what =
      origin === 'unhandledRejection' ? 'a promise was rejected, and nothing handled it' : 'an error was thrown later';
    onEscape(`${what}: ${describeThrown(error)}`);
  };
  process.on('uncaughtException', onUncaught);
  return () => {
    process.exit = exit;
    process.off('uncaughtException', onUncaught);
  };
}
