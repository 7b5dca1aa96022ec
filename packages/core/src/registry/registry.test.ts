import { expect, test } from 'vitest';
import { z } from 'zod';
import { createNamed, define, namedConfigSchema } from './registry.ts';

const registry = {
  plain: define({ title: 'Plain', summary: 's', source: 's', options: z.strictObject({}), create: () => 'plain' }),
  scaled: define({
    title: 'Scaled',
    summary: 's',
    source: 's',
    options: z.strictObject({ by: z.number().gt(0).default(2) }),
    create: ({ by }) => `scaled by ${by}`,
  }),
};
const schema = namedConfigSchema(registry, 'things');

test('a name alone is short for the object, with defaults filled in', () => {
  expect(schema.parse('scaled')).toEqual({ name: 'scaled', by: 2 });
  expect(schema.parse({ name: 'scaled', by: 3 })).toEqual({ name: 'scaled', by: 3 });
});

test('makes what the configuration names', () => {
  expect(createNamed<string>(registry, schema.parse('scaled'))).toBe('scaled by 2');
  expect(createNamed<string>(registry, schema.parse('plain'))).toBe('plain');
});

test.each([['unknown'], [{ name: 'plain', by: 1 }], [{ name: 'scaled', by: -1 }], [{ by: 1 }], [3], [null]])(
  'refuses %j',
  (value) => {
    expect(schema.safeParse(value).success).toBe(false);
  },
);
