import { describeThrown } from '@sweepdeck/core/errors';

/**
 * Watches for events that escape from a running trial and would end its worker silently: `process.exit`, an error in
 * a timer, an unhandled rejection.
 *
 * @param onEscape receives a description: `process.exit(0) was called`
 *
 * @returns a function that ends the watch
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
