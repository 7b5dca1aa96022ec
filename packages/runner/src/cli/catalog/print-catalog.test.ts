import { expect, test } from 'vitest';
import { createStyle } from '../terminal/style.ts';
import { plainEntry } from './plain-entry.ts';
import type { CatalogEntry, CatalogSection } from './catalog-entry.ts';
import { formatEntry, formatOverview, formatSection } from './print-catalog.ts';
import { readCatalog } from './read-catalog.ts';
import { formatCatalogReference } from './reference.ts';

const style = createStyle(false);
const option = {
  isRequired: false,
  default: 0.5,
  takes: 'a number from 0 to 1',
  description: 'How much',
  source: null,
};
const oven: CatalogEntry = {
  ...plainEntry('oven', 'Bakes a cake until it is done, and for not a single minute longer than that.'),
  title: 'Oven',
  source: 'Grandmother (1951), On cakes',
  options: [
    { ...option, name: 'heat' },
    { ...option, name: 'recipe', isRequired: true, default: null, takes: 'one of sponge, fruit, carrot | nut, none' },
    { ...option, name: 'timer', default: null, takes: 'true or false', description: '' },
  ],
  example: 'device: { name: oven, heat: 0.5, recipe: ... }',
};
const pan = plainEntry('pan', 'Fries');
const salt: CatalogEntry = {
  ...plainEntry('salt', 'Pinches'),
  value: { takes: 'a number from 0 to 9', isRequired: false, default: null },
  source: 'The sea',
  example: 'soup: { salt: 1 }',
};
const heat: CatalogEntry = {
  ...plainEntry('heat', 'How hot it is'),
  formula: 'T - T_0',
  measured: { range: '0 to 300 degrees', goal: 'maximize' },
};
const kitchen: CatalogSection = { kind: 'losses', summary: 'What heats.', entries: [oven, pan] };

test('a kind: names, wrapped summaries, and options with default and range', () => {
  expect(formatSection(kitchen, { columns: 50, style }).split('\n')).toEqual([
    'What heats.',
    '',
    'name  summary; option = default, range',
    'oven  Bakes a cake until it is done, and for not a',
    '      single minute longer than that.',
    '      heat = 0.5         a number from 0 to 1',
    '      recipe (required)  one of sponge, fruit,',
    '                         carrot | nut, none',
    '      timer (optional)   true or false',
    'pan   Fries.',
  ]);
});

test('a default too long for its column gets lines of its own', () => {
  const layers = { ...option, name: 'layers', default: ['conv', 'pool', 'flatten', 'dense', 'dropout', 'dense'] };
  const section: CatalogSection = { ...kitchen, entries: [{ ...pan, options: [layers, { ...option, name: 'heat' }] }] };
  expect(formatSection(section, { columns: 60, style }).split('\n').slice(4)).toEqual([
    '      layers = [conv, pool, flatten, dense, dropout, dense]',
    '                                   a number from 0 to 1',
    '      heat = 0.5                   a number from 0 to 1',
  ]);
});

test('an entry in full', () => {
  expect(formatEntry(oven, { columns: 50, style })).toBe(`oven: Oven
Bakes a cake until it is done, and for not a
single minute longer than that.

heat = 0.5
  How much.
  Takes a number from 0 to 1.

recipe (required)
  How much.
  Takes one of sponge, fruit, carrot | nut, none.

timer (optional)
  Takes true or false.

in YAML   device: { name: oven, heat: 0.5, recipe:
          ... }
source    Grandmother (1951), On cakes`);
  expect(formatEntry(pan, { columns: 50, style })).toBe('pan\nFries.');
});

test('a value of its own, a formula and a range, in a kind and in full', () => {
  const section: CatalogSection = { ...kitchen, entries: [salt, heat] };
  expect(formatSection(section, { columns: 60, style }).split('\n').slice(2)).toEqual([
    'name  summary; option = default, range',
    'salt  Pinches.',
    '      salt (optional)  a number from 0 to 9',
    'heat  How hot it is.',
    '      T - T_0',
    '      0 to 300 degrees; more is better',
  ]);
  expect(formatEntry(salt, { columns: 60, style })).toBe(`salt
Pinches.

salt (optional)
  Takes a number from 0 to 9.

in YAML   soup: { salt: 1 }
source    The sea`);
  expect(formatEntry(heat, { columns: 60, style })).toBe(`heat
How hot it is.

formula   T - T_0
range     0 to 300 degrees; more is better`);
});

test('an option with a source of its own', () => {
  const entry: CatalogEntry = { ...pan, options: [{ ...option, name: 'lid', source: 'Papin (1681)' }] };
  expect(formatEntry(entry, { columns: 60, style })).toContain(
    '  Takes a number from 0 to 1.\n  Source: Papin (1681).',
  );
  expect(formatCatalogReference([{ ...kitchen, entries: [entry] }])).toContain('| How much. Source: Papin (1681) |');
});

test('the page has a row for each entry where none has options, without empty columns', () => {
  const page = formatCatalogReference([{ ...kitchen, kind: 'early-stopping', entries: [salt, heat] }]);
  expect(page).toContain('- [Early stopping](#early-stopping): 2');
  expect(page).toContain(`## Early stopping

What heats. In a sweep: \`training.early_stopping\`.

| name | takes | default | meaning | range | better | formula | source |`);
  expect(page).toContain('| `salt` | a number from 0 to 9 | none | Pinches. |  |  |  | The sea |');
  expect(page).toContain('| `heat` |  |  | How hot it is. | 0 to 300 degrees | more | `T - T_0` |  |');
  expect(formatCatalogReference([{ ...kitchen, entries: [pan] }])).toContain('| name | meaning |\n');
});

test.each([80, 120])('everything fits %d columns', (columns) => {
  const catalog = readCatalog();
  const texts = [
    formatOverview(catalog, { columns, style }),
    ...catalog.map((section) => formatSection(section, { columns, style })),
    ...catalog.flatMap(({ entries }) => entries.map((entry) => formatEntry(entry, { columns, style }))),
  ];
  for (const text of texts) {
    expect(text).not.toMatch(/ $|undefined|\[object/m);
    for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(columns);
  }
});

test('the page has every entry with its options', () => {
  const page = formatCatalogReference([kitchen]);
  expect(page).toContain('### `oven`: Oven\n\nBakes a cake');
  expect(page).toContain('| `heat` | a number from 0 to 1 | `0.5` | How much |');
  expect(page).toContain('| `recipe` | one of sponge, fruit, carrot \\| nut, none | required | How much |');
  expect(page).toContain('```yaml\ndevice: { name: oven, heat: 0.5, recipe: ... }\n```\n\nSource: Grandmother');
  expect(page).toContain('### `pan`\n\nFries.');
  const whole = formatCatalogReference();
  for (const { entries } of readCatalog()) {
    for (const { name } of entries) expect(whole).toContain(`\`${name}\``);
  }
});
