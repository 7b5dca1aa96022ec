import { expect, test } from 'vitest';
import { parseStartArguments } from './parse-start-arguments.mjs';

test.each([
  [[], { isServed: true, hasPort: false, rest: [] }],
  [['--no-serve', '--workers', '1'], { isServed: false, hasPort: false, rest: ['--workers', '1'] }],
  [['--port', '0'], { isServed: true, hasPort: true, rest: ['--port', '0'] }],
  [['--serve', '--port=8000'], { isServed: true, hasPort: true, rest: ['--port=8000'] }],
])('%j', (args, parsed) => {
  expect(parseStartArguments(args)).toEqual(parsed);
});
