import { expect, test } from 'vitest';
import { findEntry, findSection } from './find-entry.ts';
import { readCatalog } from './read-catalog.ts';

const catalog = readCatalog();

test('finds every entry by kind and name', () => {
  for (const section of catalog) {
    expect(findSection(catalog, section.kind)).toBe(section);
    for (const entry of section.entries) expect(findEntry(catalog, section.kind, entry.name)).toBe(entry);
  }
});

test.each([
  ['loses', 'The catalog has no "loses"; expected one of losses,', 'Did you mean `runner catalog losses`?'],
  ['model', 'The catalog has no "model"', 'Did you mean `runner catalog models`?'],
  ['hinge', '"hinge" is not a kind; it is an entry of losses.', 'Did you mean `runner catalog losses hinge`?'],
  ['early_stopping', 'The catalog has no "early_stopping"', 'Did you mean `runner catalog early-stopping`?'],
  ['augmentations', 'The catalog has no "augmentations"', 'Did you mean `runner catalog augmentation`?'],
  ['cutmix', 'is an entry of regularization.', 'Did you mean `runner catalog regularization cutmix`?'],
  ['weather', 'The catalog has no "weather"', 'See `runner catalog`.'],
  ['constructor', 'The catalog has no "constructor"', 'See `runner catalog`.'],
])('no kind %s', (kind, message, hint) => {
  expect(() => findSection(catalog, kind)).toThrow(
    expect.objectContaining({ code: 'usage', hint, message: expect.stringContaining(message) }),
  );
});

test.each([
  ['losses', 'hnge', 'Did you mean hinge?'],
  ['losses', 'cosine', 'Did you mean `runner catalog schedules cosine`?'],
  ['metrics', 'accuracy', 'Did you mean validation.accuracy?'],
  ['augmentation', 'rotation', 'Did you mean rotate?'],
  ['augmentation', 'mixup', 'Did you mean `runner catalog regularization mixup`?'],
  ['regularization', 'mixupp', 'Did you mean mixup?'],
  ['early-stopping', 'patence', 'Did you mean patience?'],
  ['initializers', 'he-normel', 'Did you mean he-normal'],
  ['engines', 'mainframe', '`runner catalog engines` lists them: '],
  ['engines', 'toString', '`runner catalog engines` lists them: '],
] as const)('no %s %s', (kind, name, hint) => {
  expect(() => findEntry(catalog, kind, name)).toThrow(
    expect.objectContaining({
      code: 'usage',
      message: `${JSON.stringify(name)} is not an entry of ${kind}.`,
      hint: expect.stringContaining(hint),
    }),
  );
});
