import { expect, test } from 'vitest';
import { classNamesOf } from './class-names.ts';

test('reads the names of the classes, or knows none', () => {
  expect(classNamesOf({ cores: 2, dataset: { name: 'pets', class_names: ['cat', 'dog'] } })).toEqual(['cat', 'dog']);
  for (const environment of [
    undefined,
    null,
    'x',
    {},
    { dataset: { name: 'pets' } },
    { dataset: { class_names: [1] } },
  ])
    expect(classNamesOf(environment)).toBeUndefined();
});
