import { expect, test } from 'vitest';
import { nameCommands } from './name-commands.ts';

test.each([
  ['Run `runner doctor` first.', 'Run `npx runner doctor` first.'],
  ['`runner list`, or `runner show s1`.', '`npx runner list`, or `npx runner show s1`.'],
  ['no option of `runner`', 'no option of `npx runner`'],
  ['the runner sweep of `runners x`, runner-up', 'the runner sweep of `runners x`, runner-up'],
  ['`npx runner list`', '`npx runner list`'],
])('%s', (text, expected) => {
  expect(nameCommands(text, 'npx runner')).toBe(expected);
});

test('a name is taken literally', () => {
  expect(nameCommands('`runner list`', 'node /a$&b/runner.mjs')).toBe('`node /a$&b/runner.mjs list`');
});
