import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isValueAxis } from '../../records/parameter-axis.ts';
import { loadSweep } from '../load-sweep.ts';
import { inDirectory, loadText, refusal } from '../testing/load-text.ts';

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

test('of 20,000 unknown keys the first 20 are told, and how many there are', () => {
  const { code, message } = refusal(() => loadText(`name: a\n${lines(20_000, (i) => `key${i}: 1`)}`));
  const told = message.split('\n');
  expect(code).toBe('sweep-invalid');
  expect(told).toHaveLength(21);
  expect(told[0]).toMatch(/^my-sweep\.yaml:2:1 {2}key0: unknown key/);
  expect(told[19]).toMatch(/^my-sweep\.yaml:21:1 {2}key19: unknown key/);
  expect(told[20]).toBe('and 19,980 more problems');
});

test.each([
  ['keys that repeat', 'yaml-syntax', lines(500, () => 'name: a'), 'and 479 more problems'],
  [
    'wrong values',
    'sweep-invalid',
    `name: a\nparameters: { loss: { values: [${lines(1000, (i) => `x${i},`).replaceAll('\n', ' ')}] } }`,
    'and 980 more problems',
  ],
  [
    'equal values',
    'sweep-invalid',
    `name: a\nparameters: { loss: { values: [${'mse, '.repeat(22)}] } }`,
    'and 1 more problem',
  ],
])('%s are not told without end', (_, code, text, last) => {
  const { message, ...rest } = refusal(() => loadText(text));
  expect(rest).toEqual({ code, hint: undefined });
  expect(message.split('\n')).toHaveLength(21);
  expect(message.endsWith(`\n${last}`)).toBe(true);
});

test('20 problems are all told', () => {
  const { message } = refusal(() => loadText(`name: a\n${lines(20, (i) => `key${i}: 1`)}`));
  expect(message.split('\n')).toHaveLength(20);
});

test('more parameters than there are paths are refused as a whole', () => {
  const text = `name: a\nparameters:\n${lines(20_000, (i) => `  loss.options.key${i}: { values: [1] }`)}`;
  expect(refusal(() => loadText(text)).message).toBe(
    'my-sweep.yaml:3:3  parameters: saw 20,000 entries; expected at most 500',
  );
});

test.each([
  ['a name', (long: string) => `name: a\nloss: ${long}`, '2:7  loss: saw "'],
  ['a key', (long: string) => `name: a\n? ${long}\n: 1`, '2:3  '],
  ['a parameter', (long: string) => `name: a\nparameters:\n  ? ${long}\n  : 1`, '3:5  parameters.'],
])('%s of half a million letters is cut in the message', (_, write, start) => {
  const { message } = refusal(() => loadText(write('k'.repeat(500_000))));
  expect(message.startsWith(`my-sweep.yaml:${start}`)).toBe(true);
  expect(message).toContain('kkk…');
  expect(message.length).toBeLessThan(700);
});

test('a key with a line break or an escape is written as JSON does', () => {
  const { message } = refusal(() => loadText('name: a\n"a\\nb\\e[31m": 1'));
  expect(message).toMatch(/^my-sweep\.yaml:2:1 {2}"a\\nb\\u001b\[31m": unknown key/);
});

// The label of a list made the label of each of its lists twice: 44 levels took 2^24 times as long as one.
test('lists in lists are values like others', () => {
  inDirectory((currentDirectory) => {
    const nested = `${'['.repeat(44)}1${']'.repeat(44)}`;
    writeFileSync(join(currentDirectory, 'one.ts'), 'export default { create: () => 1 };');
    writeFileSync(
      join(currentDirectory, 'a.yaml'),
      `name: a\nloss: { module: one.ts }\nparameters: { loss.options.a: { values: [${nested}, 2] } }`,
    );
    expect(loadSweep('a.yaml', { currentDirectory }).spec.axes.filter(isValueAxis)[0]?.values).toHaveLength(2);
  });
});
