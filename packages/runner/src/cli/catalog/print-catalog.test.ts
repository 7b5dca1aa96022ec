import { expect, test } from 'vitest';
import { createStyle } from '../style.ts';
import type { CatalogEntry, CatalogSection } from './catalog-entry.ts';
import { formatEntry, formatOverview, formatSection } from './print-catalog.ts';
import { readCatalog } from './read-catalog.ts';
import { formatCatalogReference } from './reference.ts';

const style = createStyle(false);
const option = { isRequired: false, default: 0.5, takes: 'a number from 0 to 1', description: 'How much' };
const oven: CatalogEntry = {
  name: 'oven',
  title: 'Oven',
  summary: 'Bakes a cake until it is done, and for not a single minute longer than that.',
  source: 'Grandmother (1951), On cakes',
  options: [
    { ...option, name: 'heat' },
    { ...option, name: 'recipe', isRequired: true, default: null, takes: 'one of sponge, fruit, carrot | nut, none' },
    { ...option, name: 'timer', default: null, takes: 'true or false', description: '' },
  ],
  example: 'device: { name: oven, heat: 0.5, recipe: ... }',
};
const pan: CatalogEntry = { name: 'pan', title: 'pan', summary: 'Fries.', source: null, options: [], example: null };
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
