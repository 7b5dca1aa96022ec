import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { askYes, type AskedTerminal } from './ask-yes.ts';

function terminal(isTTY: boolean): AskedTerminal & { readonly typed: PassThrough; shown(): string } {
  const [input, output] = [new PassThrough(), new PassThrough({ encoding: 'utf8' })];
  return {
    input: Object.assign(input, { isTTY }),
    output: Object.assign(output, { isTTY }) as unknown as NodeJS.WriteStream,
    typed: input,
    shown: () => String(output.read() ?? ''),
  };
}

test.each([
  ['y', true],
  ['YES ', true],
  ['n', false],
  ['', false],
  ['yesterday', false],
])('%j is %s', async (answer, isYes) => {
  const asked = terminal(true);
  const answered = askYes('Extend?', asked);
  asked.typed.write(`${answer}\n`);
  expect(await answered).toBe(isYes);
  expect(asked.shown()).toContain('Extend? [y/N] ');
});

test('the end of the input confirms nothing', async () => {
  const asked = terminal(true);
  const answered = askYes('Extend?', asked);
  asked.typed.end();
  expect(await answered).toBe(false);
});

test('without a terminal, nobody is asked', async () => {
  const asked = terminal(false);
  expect(await askYes('Extend?', asked)).toBeUndefined();
  expect(asked.shown()).toBe('');
});
