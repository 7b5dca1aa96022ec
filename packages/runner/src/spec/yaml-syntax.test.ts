import { expect, test } from 'vitest';
import { loadText, refusal } from './testing/load-text.ts';

const cases: readonly (readonly [string, string, string | undefined])[] = [
  [
    'name: a\ntraining:\n\tepochs: 1',
    'my-sweep.yaml:3:1  saw a tab as indentation; YAML is indented with spaces',
    'replace the tab by two spaces',
  ],
  [
    'name: a\nname: b',
    'my-sweep.yaml:2:1  saw the key "name" twice in one mapping; expected it once',
    'remove one of the two',
  ],
  [
    'name: a\n---\nname: b',
    'my-sweep.yaml:2:1  saw a second YAML document after ---; expected one sweep in a file',
    undefined,
  ],
  ['name: !include b', 'my-sweep.yaml:1:7  saw the tag !include; expected plain YAML without tags', undefined],
  ['name: *other', 'my-sweep.yaml:1:7  saw the alias *other; expected the anchor &other before it', undefined],
  ['name: &a [*a]', 'my-sweep.yaml:1:11  saw the alias *a inside its own anchor; expected it outside', undefined],
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
      'my-sweep.yaml:1:1  saw aliases of aliases that grow beyond all bounds; expected at most 50 values through aliases',
    hint: 'write the values out',
  });
});

test('endless nesting is refused and not a crash', () => {
  const { code, message } = refusal(() => loadText('['.repeat(100_000)));
  expect(code).toBe('yaml-syntax');
  expect(message).toMatch(/^my-sweep\.yaml:1:\d+ {2}saw brackets or indentation nested too deeply for a sweep$/);
});
