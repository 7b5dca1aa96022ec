/**
 * @param {readonly string[]} args what follows `npm start --`
 * @returns {{ isServed: boolean, hasPort: boolean, rest: string[] }} `rest` goes to the runner as it is
 */
export function parseStartArguments(args) {
  return {
    isServed: !args.includes('--no-serve'),
    hasPort: args.some((arg) => arg === '--port' || arg.startsWith('--port=')),
    rest: args.filter((arg) => arg !== '--no-serve' && arg !== '--serve'),
  };
}
