import { expect, test } from 'vitest';
import { loadText, refusal } from '../testing/load-text.ts';

const cases: readonly (readonly [string, string, string | undefined])[] = [
  [
    'name: a\ntraining:\n\tepochs: 1',
    'my-sweep.yaml:3:1  saw a tab as indentation; YAML is indented with spaces',
    'replace the tab with two spaces',
  ],
  [
    'name: a\nname: b',
    'my-sweep.yaml:2:1  saw the key "name" twice in one mapping; expected it once',
    'remove one of the two',
  ],
  [
    'name: a\n---\nname: b',
    'my-sweep.yaml:2:1  saw a second YAML document after ---; expected one sweep per file',
    undefined,
  ],
  ['name: !include b', 'my-sweep.yaml:1:7  saw the tag !include; expected plain YAML without tags', undefined],
  ['name: *other', 'my-sweep.yaml:1:7  saw the alias *other; expected the anchor &other before it', undefined],
  ['name: &a [*a]', 'my-sweep.yaml:1:11  saw the alias *a inside its own anchor; expected it outside', undefined],
  ['name: !!set {a}', 'my-sweep.yaml:1:13  saw the tag !!set; expected plain YAML without tags', undefined],
  [
    'name: !!timestamp 2024-01-01',
    'my-sweep.yaml:1:19  saw the tag !!timestamp; expected plain YAML without tags',
    undefined,
  ],
  ['%YAML 1.1\n---\nname: a', 'my-sweep.yaml:1:1  saw %YAML 1.1; expected YAML 1.2', 'remove the line'],
  ['name: a\n{a: 1}: 2', 'my-sweep.yaml:2:1  saw a list or a mapping as a key; expected text', undefined],
  ['name: a\n: 2', 'my-sweep.yaml:2:1  saw a key that is not text; expected the name of an option', undefined],
  [
    'name: a\n1: 2\n"1": 3',
    'my-sweep.yaml:3:1  saw the key "1" twice in one mapping; expected it once',
    'remove one of the two',
  ],
  [
    'loss: { options: { __proto__: 1 } }',
    'my-sweep.yaml:1:20  saw the key __proto__; expected the name of an option',
    undefined,
  ],
  ['name: "a', 'my-sweep.yaml:1:9  not YAML: Missing closing "quote', undefined],
];

test.each(cases)('%j', (text, message, hint) => {
  expect(refusal(() => loadText(text))).toEqual({ code: 'yaml-syntax', message, hint });
});

test('every key that repeats is reported', () => {
  expect(refusal(() => loadText('name: a\nname: b\nseed: 1\nseed: 2')).message.split('\n')).toEqual([
    'my-sweep.yaml:2:1  saw the key "name" twice in one mapping; expected it once (remove one of the two)',
    'my-sweep.yaml:4:1  saw the key "seed" twice in one mapping; expected it once (remove one of the two)',
  ]);
});

// Written out it is 3 x 9^30 values: were it expanded, the test would not end.
test('an alias bomb is refused without expanding it', () => {
  const layers = Array.from({ length: 30 }, (_, i) => {
    const aliases = Array.from({ length: 9 }, () => `*l${i}`).join(', ');
    return `l${i + 1}: &l${i + 1} [${aliases}]`;
  });
  expect(refusal(() => loadText(`l0: &l0 [x, x, x]\n${layers.join('\n')}`))).toEqual({
    code: 'yaml-syntax',
    message:
      'my-sweep.yaml:6:20  saw aliases of aliases that grow without bound; expected at most 100,000 values through aliases',
    hint: 'write the values out',
  });
});

test('an anchor may be repeated often, and be set anew', () => {
  const text = `name: a\nlearning_rate: &r 0.1\nparameters:\n  loss.options.a: { values: [&s 1, [${'*r, '.repeat(80)}*s], &s 2, [*s]] }`;
  const values = refusal(() => loadText(`${text}\nloss: { module: none.ts }`));
  expect(values.code).toBe('module-not-found');
});

// Each alias made the parser search the whole document, each key all keys before it.
test('a hundred thousand aliases, and as many keys, take no square of the time', () => {
  const rates = Array.from({ length: 100_001 }, () => '*a').join(',');
  expect(refusal(() => loadText(`name: &a a\nx: [${rates}]`)).message).toMatch(
    /^my-sweep\.yaml:2:300005 {2}saw aliases/,
  );
  const keys = Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join('\n');
  expect(refusal(() => loadText(`name: a\n${keys}\nk0: 1`)).message).toBe(
    'my-sweep.yaml:60002:1  saw the key "k0" twice in one mapping; expected it once',
  );
});

test.each(['[', '{ a: ', '- '])('a hundred levels of %j are the most', (opening) => {
  const closing = opening === '[' ? ']' : opening === '{ a: ' ? '}' : '';
  const nested = (depth: number): string => `name: a\nx:\n  ${opening.repeat(depth)}1${closing.repeat(depth)}`;
  expect(refusal(() => loadText(nested(98))).code).toBe('sweep-invalid');
  expect(refusal(() => loadText(nested(101))).message).toMatch(
    /saw brackets or indentation nested too deeply for a sweep$/,
  );
});

test('a chain of aliases nests as deep as it is long', () => {
  const links = Array.from({ length: 200 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]`).join('\n');
  expect(refusal(() => loadText(`a0: &a0 [1]\n${links}`)).message).toBe(
    'my-sweep.yaml:99:12  saw brackets or indentation nested too deeply for a sweep',
  );
});

test('endless nesting is refused and not a crash', () => {
  const { code, message } = refusal(() => loadText('['.repeat(100_000)));
  expect(code).toBe('yaml-syntax');
  expect(message).toMatch(/^my-sweep\.yaml:1:\d+ {2}saw brackets or indentation nested too deeply for a sweep$/);
});
