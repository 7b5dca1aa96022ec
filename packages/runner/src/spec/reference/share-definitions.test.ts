import { expect, test } from 'vitest';
import { z } from 'zod';
import { shareDefinitions } from './share-definitions.ts';

const long = {
  type: 'number',
  minimum: 0,
  maximum: 100,
  description: 'Long enough to be worth a place of its own',
} as const;

test('what stands in two places is defined once, and means the same', () => {
  const schema = z.toJSONSchema(
    z.strictObject({
      rate: z.number().min(0).max(100).describe(long.description),
      values: z.array(z.number().min(0).max(100).describe(long.description)),
      flag: z.boolean(),
      other: z.boolean(),
    }),
  );
  const shared = shareDefinitions(schema);
  expect(shared.$defs).toEqual({ rate: long });
  expect(shared.properties).toEqual({
    rate: { $ref: '#/$defs/rate' },
    values: { type: 'array', items: { $ref: '#/$defs/rate' } },
    flag: { type: 'boolean' },
    other: { type: 'boolean' },
  });
  const check = z.fromJSONSchema(shared);
  const valid = { rate: 1, values: [2], flag: true, other: false };
  expect(check.safeParse(valid).success).toBe(true);
  expect(check.safeParse({ ...valid, values: [101] }).success).toBe(false);
});

test('an alternative is named after its name, and names stay apart', () => {
  const named = (name: string): z.core.JSONSchema.BaseSchema => ({
    type: 'object',
    properties: { name: { const: name }, rate: long },
  });
  const shared = shareDefinitions({
    properties: { a: { anyOf: [named('sgd'), named('adam')] }, b: { anyOf: [named('adam')] }, sgd: long },
    $defs: { adam: { type: 'null' } },
  });
  expect(Object.keys(shared.$defs ?? {})).toEqual(['adam', 'rate', 'adam-2']);
  expect(shared.properties?.['b']).toEqual({ anyOf: [{ $ref: '#/$defs/adam-2' }] });
});

test('what is only within something that repeats is not defined by itself', () => {
  const outer = { type: 'object', properties: { inner: long } } as const;
  const shared = shareDefinitions({ properties: { a: outer, b: outer } });
  expect(shared.$defs).toEqual({ a: outer });
});
