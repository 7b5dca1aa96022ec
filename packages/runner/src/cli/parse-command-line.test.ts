import { expect, test } from 'vitest';
import { defineCommand } from './command.ts';
import { parseCommandLine } from './parse-command-line.ts';

const bake = defineCommand({
  name: 'bake',
  summary: 'Bake a cake',
  positionals: { recipe: { summary: 'File', isRequired: true } },
  options: {
    set: { type: 'string', isArray: true, summary: 'Change' },
    minutes: { type: 'number', summary: 'Time', alias: 'm' },
    glaze: { type: 'boolean', default: true, summary: 'Glaze' },
    heat: { type: 'string', choices: ['low', 'high'], default: 'low', summary: 'Heat' },
  },
  examples: [{ command: 'runner bake cake.yaml', summary: 'a cake' }],
  run: async (values) => values,
  print: () => '',
});

const parse = (...words: string[]) =>
  parseCommandLine(words, [bake], { version: '1.2.3', columns: 100, commandName: 'runner' });
const values = (...words: string[]) => {
  const parsed = parse(...words);
  return parsed.type === 'run' ? parsed.values : undefined;
};
const refusal = (message: string, hint = '') =>
  expect.objectContaining({
    code: 'usage',
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint),
  });

test('defaults, aliases, negation and repeated options', () => {
  expect(values('bake', 'cake.yaml')).toMatchObject({ recipe: 'cake.yaml', set: [], glaze: true, heat: 'low' });
  expect(values('bake', '--set', 'a.b=1', 'cake.yaml', '--set', 'c=2', '-m', '5', '--no-glaze')).toMatchObject({
    recipe: 'cake.yaml',
    set: ['a.b=1', 'c=2'],
    minutes: 5,
    glaze: false,
  });
});

test('an option given twice counts as given last', () => {
  expect(values('bake', 'x', '--minutes', '5', '--heat', 'low', '--minutes', '7', '--heat', 'high')).toMatchObject({
    minutes: 7,
    heat: 'high',
  });
});

test('a positional that looks like a number stays text', () => {
  expect(values('bake', '007')?.['recipe']).toBe('007');
});

test('global options are accepted before and after the command', () => {
  expect(values('--json', 'bake', 'x', '--store', 'dir')).toMatchObject({ json: true, store: 'dir' });
});

test('what cannot be understood is refused', () => {
  expect(() => parse('bakee')).toThrow(refusal('"bakee" is no command', 'Did you mean `runner bake`?'));
  expect(() => parse('bakee', '--help')).toThrow(refusal('"bakee" is no command'));
  expect(() => parse('bake')).toThrow(refusal('`runner bake` needs RECIPE: File'));
  expect(() => parse('bake', 'a', 'b')).toThrow(refusal('"b" is one argument too many'));
  expect(() => parse('bake', 'a', '--minuts', '3')).toThrow(
    refusal('--minuts is no option', 'Did you mean --minutes?'),
  );
  expect(() => parse('bake', 'a', '--minutes', 'ten')).toThrow(refusal('--minutes needs a number'));
  expect(() => parse('bake', 'a', '--set')).toThrow(refusal('--set needs a value'));
  expect(() => parse('bake', 'a', '--heat', 'hihg')).toThrow(refusal('must be one of low, high', 'Did you mean high?'));
  expect(() => parse('--jsn')).toThrow(refusal('--jsn is no option', 'Did you mean --json?'));
});

test('help and version are text', () => {
  expect(parse('--version')).toEqual({ type: 'print', text: '1.2.3' });
  expect(parse()).toEqual(parse('--help'));
  expect(parse('bake', '--help')).toMatchObject({
    type: 'print',
    text: expect.stringContaining('runner bake cake.yaml'),
  });
});
