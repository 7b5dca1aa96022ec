import { expect, test } from 'vitest';
import { commands } from '../command-list.ts';
import { defineCommand } from './command.ts';
import { parseCommandLine } from './parse-command-line.ts';

const bake = defineCommand({
  name: 'bake',
  summary: 'Bake a cake',
  positionals: { recipe: { summary: 'File', isRequired: true } },
  options: {
    set: { type: 'string', isArray: true, summary: 'Change' },
    minutes: {
      type: 'number',
      summary: 'Time',
      alias: 'm',
      range: { from: 1, to: 90, isWhole: true, hint: 'Leave it out.' },
    },
    share: { type: 'number', default: 0.5, summary: 'Share' },
    tin: { type: 'string', summary: 'Tin', placeholder: 'TIN' },
    glaze: { type: 'boolean', default: true, summary: 'Glaze' },
    heat: { type: 'string', choices: ['low', 'high'], default: 'low', summary: 'Heat' },
  },
  examples: [{ command: 'runner bake cake.yaml', summary: 'a cake' }],
  run: async (values) => values,
  print: () => '',
});

const surroundings = { version: '1.2.3', columns: 100, commandName: 'runner' };
const parse = (...words: string[]) => parseCommandLine(words, [bake], surroundings);
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
  expect(() => parse('bakee')).toThrow(refusal('"bakee" is not a command', 'Did you mean `runner bake`?'));
  expect(() => parse('bakee', '--help')).toThrow(refusal('"bakee" is not a command'));
  expect(() => parse('bake')).toThrow(refusal('`runner bake` needs RECIPE: File'));
  expect(() => parse('bake', 'a', 'b')).toThrow(refusal('"b" is one argument too many'));
  expect(() => parse('bake', 'a', '--minuts', '3')).toThrow(
    refusal('--minuts is not an option', 'Did you mean --minutes?'),
  );
  expect(() => parse('bake', 'a', '--minutes', 'ten')).toThrow(refusal('--minutes needs a number'));
  expect(() => parse('bake', 'a', '--set')).toThrow(refusal('--set needs a value'));
  expect(() => parse('bake', 'a', '--heat', 'hihg')).toThrow(refusal('must be one of low, high', 'Did you mean high?'));
  expect(() => parse('--jsn')).toThrow(refusal('--jsn is not an option', 'Did you mean --json?'));
});

test('help and version are text', () => {
  expect(parse('--version')).toEqual({ type: 'print', text: '1.2.3' });
  expect(parse()).toEqual(parse('--help'));
  expect(parse('bake', '--help')).toMatchObject({
    type: 'print',
    text: expect.stringContaining('runner bake cake.yaml'),
  });
});

test.each([
  ['0', 'saw 0; expected a whole number from 1 to 90'],
  ['91', 'saw 91; expected'],
  ['1.5', 'saw 1.5; expected'],
  ['-1', 'saw -1; expected'],
  ['1e9', 'saw 1e9; expected'],
  ['NaN', 'needs a number; saw "NaN"'],
  ['Infinity', 'needs a number; saw "Infinity"'],
  ['1e999', 'needs a number'],
  ['0x10', 'needs a number; saw "0x10"'],
  ['5 ', 'needs a number'],
  ['', 'is empty; it needs a value'],
])('the number %j is refused', (text, message) => {
  expect(() => parse('bake', 'a', '--minutes', text)).toThrow(refusal(`--minutes`));
  expect(() => parse('bake', 'a', `--minutes=${text}`)).toThrow(refusal(message));
});

test('numbers are read as people write them', () => {
  expect(values('bake', 'a', '--minutes', '9e1', '--share', '-.5')).toMatchObject({ minutes: 90, share: -0.5 });
  expect(values('bake', 'a', '--share', '+1.')).toMatchObject({ share: 1 });
  expect(values('bake', 'a')?.['minutes']).toBeUndefined();
});

test('an empty value, as an unset shell variable gives it, is refused', () => {
  for (const option of ['--store', '--tin', '--set', '--heat'])
    for (const empty of ['', ' '])
      expect(() => parse('bake', 'a', option, empty)).toThrow(
        refusal(`${option} is empty`, 'An unset shell variable?'),
      );
  expect(() => parse('bake', 'a', '--tin=')).toThrow(refusal('--tin is empty; it needs a value: TIN'));
  expect(() => parse('bake', '')).toThrow(refusal('RECIPE is empty; it must be: File'));
});

test('options that would be misread are refused', () => {
  expect(() => parse('bake', 'a', '--json=abc')).toThrow(refusal('--json takes no value; saw "abc"'));
  expect(() => parse('bake', 'a', '--no-glaze=2')).toThrow(refusal('--glaze takes no value; saw "2"'));
  expect(values('bake', 'a', '--glaze=false')).toMatchObject({ glaze: false });
  for (const name of ['store', 'tin', 'minutes', 'heat', 'set'])
    expect(() => parse('bake', 'a', `--no-${name}`)).toThrow(refusal(`--no-${name} is not an option`));
  for (const name of ['constructor', 'no-constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])
    expect(() => parse('bake', 'a', `--${name}`)).toThrow(refusal('is not an option'));
  expect(() => parse('bake', 'a\0b')).toThrow(refusal('RECIPE contains a NUL character'));
  expect(() => parse('bake', 'a', '--tin', 'a\0b')).toThrow(refusal('--tin contains a NUL character'));
});

test.each<[words: string[], hint: string]>([
  [['bake', 'a', '-m', 'learning_rate=1e-2,1e-3'], "--set 'parameters.learning_rate=[0.01, 0.001]'"],
  [['bake', 'a', '--multirun', 'x=1'], "--set 'parameters.learning_rate=[0.01, 0.001]'"],
  [['bake', 'a', 'learning_rate=0.1'], 'Write it as --set learning_rate=0.1'],
  [['bake', 'a', '--lr', '0.1'], 'Write it as --set learning_rate=0.1'],
  [['bake', 'a', '--epochs', '5'], 'Write it as --set training.epochs=5'],
  [['bake', 'a', '--batch-size', '5'], 'Write it as --set training.batch_size=5'],
  [['bake', 'a', '--output-dir', 'x'], 'See `runner bake --help`'],
  [['bake', 'a', '--db', 'x'], 'Did you mean --store?'],
])('%j of another tool: %s', (words, hint) => {
  const other = {
    ...bake,
    options: Object.fromEntries(Object.entries(bake.options).filter(([name]) => name !== 'minutes')),
  };
  expect(() => parseCommandLine(words, [other], surroundings)).toThrow(refusal('', hint));
});

test('commands of other tools are known', () => {
  expect(() => parseCommandLine(['train', 'a'], commands, surroundings)).toThrow(
    refusal('', 'Did you mean `runner sweep`?'),
  );
  expect(() => parseCommandLine(['ui'], commands, surroundings)).toThrow(
    refusal('', 'Did you mean `runner dashboard`?'),
  );
});
