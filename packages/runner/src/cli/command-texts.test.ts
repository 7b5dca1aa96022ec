import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PassThrough } from 'node:stream';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { expect, test } from 'vitest';
import { commands } from './command-list.ts';
import { defineCommand, type Command } from './command/command.ts';
import { runCommandLine } from './command/run-command-line.ts';

const packages = fileURLToPath(new URL('../../../', import.meta.url));
const sources = ['core', 'runner', 'dashboard'].flatMap((name) =>
  readdirSync(join(packages, name, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => join(packages, name, 'src', file)),
);

/** A command outside of backticks keeps the name `runner` wherever it is printed. */
const bare = new RegExp(`(?<!\`)\\b(?:npx |pnpm )?runner (?:${commands.map(({ name }) => name).join('|')})\\b`);

test('every text that names a command has it in backticks, where it gets the name that works', () => {
  const found = sources.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      // Comments are not printed; the examples of the help are named by its parser.
      .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line) && !/\bcommand: '/.test(line))
      .filter((line) => bare.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(sources.length).toBeGreaterThan(500);
  expect(found).toEqual([]);
});

test.each(commands)('the examples of $name begin with the name that the help replaces', ({ examples }) => {
  for (const { command } of examples) expect(command).toMatch(/^runner /);
});

const advise = defineCommand({
  name: 'advise',
  summary: 'Says to see `runner list`',
  positionals: {},
  options: { fail: { type: 'boolean', default: false, summary: 'As `runner doctor` does' } },
  examples: [{ command: 'runner advise --fail', summary: 'the error' }],
  run: async ({ fail }) => {
    if (fail) throw new SweepdeckError({ code: 'advice', message: '`runner x` failed', hint: 'Run `runner doctor`.' });
    return 'See `runner list`.';
  },
  print: (text) => text,
});

async function printed(words: readonly string[], own: readonly Command[] = [advise]): Promise<string> {
  const stream = new PassThrough({ encoding: 'utf8' });
  const output = Object.assign(stream, { isTTY: false }) as unknown as NodeJS.WriteStream;
  const host = { words, stdout: output, stderr: output, env: {}, workingDirectory: '/', version: '1', now: () => 0 };
  await runCommandLine({ ...host, commandName: 'npx runner' }, own);
  return String(stream.read() ?? '');
}

test('results, errors, JSON errors and help name the command as it is called here', async () => {
  expect(await printed(['advise'])).toBe('See `npx runner list`.\n');
  expect(await printed(['advise', '--fail'])).toContain('`npx runner x` failed\nhint: Run `npx runner doctor`.');
  expect(JSON.parse(await printed(['advise', '--fail', '--json']))).toEqual({
    error: { code: 'advice', message: '`npx runner x` failed', hint: 'Run `npx runner doctor`.' },
  });
  expect(await printed(['advize'])).toContain('Did you mean `npx runner advise`?');
  const help = await printed(['advise', '--help']);
  expect(help).toContain('Usage: npx runner advise');
  expect(help).toContain('npx runner advise --fail');
  expect(help).toContain('As `npx runner doctor` does');
});

test.each(commands)('the help of $name never says plain `runner` to who has to write more', async ({ name }) => {
  const help = await printed([name, '--help'], commands);
  expect(help).toContain(`npx runner ${name}`);
  expect(help).not.toMatch(/(?<!npx )\brunner (?=[a-z])/);
});
