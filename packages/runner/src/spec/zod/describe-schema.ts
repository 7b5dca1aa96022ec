import { joinWords } from '@sweepdeck/core/words';
import { z } from 'zod';
import { alternatives, discriminatorNames, isObjectSchema, unwrap, type ObjectSchema } from './schema-walk.ts';

export type ValueKind = 'string' | 'number' | 'boolean' | 'null' | 'list' | 'mapping';

/** The values that a place in the YAML accepts, in words for messages and as data for hints. */
export interface Expectation {
  /** Continues "expected": `one of sgd, adam`, `a number above 0 and at most 1000`. */
  readonly text: string;
  readonly kinds: readonly ValueKind[];
  /** The valid names, if names are expected. */
  readonly names: readonly string[];
}

export function describeSchemas(schemas: readonly z.core.$ZodType[]): Expectation {
  const names: string[] = [];
  const texts: string[] = [];
  const kinds = new Set<ValueKind>();
  for (const schema of schemas) {
    const byName = discriminatorNames(schema);
    if (byName.length > 0) {
      names.push(...byName);
      kinds.add('string').add('mapping');
      continue;
    }
    for (const option of alternatives(schema)) {
      if (option instanceof z.ZodEnum || option instanceof z.ZodLiteral) {
        names.push(...(option instanceof z.ZodEnum ? option.options : [...option.values]).map(String));
        kinds.add('string');
      } else {
        const [kind, text] = describeOne(option);
        kinds.add(kind);
        texts.push(text);
      }
    }
  }
  const distinct = [...new Set(names)];
  if (distinct.length > 0) texts.unshift(distinct.length === 1 ? String(distinct[0]) : `one of ${distinct.join(', ')}`);
  return { text: [...new Set(texts)].join(' or '), kinds: [...kinds], names: distinct };
}

function describeOne(schema: z.core.$ZodType): [ValueKind, string] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodNumber) return ['number', describeNumber(inner)];
  if (inner instanceof z.ZodBoolean) return ['boolean', 'true or false'];
  if (inner instanceof z.ZodArray) return ['list', describeArray(inner)];
  if (isObjectSchema(inner)) return ['mapping', describeMapping(inner)];
  if (inner instanceof z.ZodRecord) return ['mapping', 'a mapping'];
  if (inner instanceof z.ZodString) return ['string', describeString(inner)];
  return ['string', 'another value'];
}

function describeArray(schema: z.ZodArray): string {
  const minimum = z.toJSONSchema(schema, { unrepresentable: 'any' }).minItems ?? 0;
  return `a list of at least ${minimum > 1 ? `${minimum} values` : 'one value'}`;
}

function describeMapping(schema: ObjectSchema): string {
  const keys = Object.keys(schema.shape);
  const isChoice = Object.values(schema.shape).every((child) => child instanceof z.ZodOptional);
  return keys.length > 0 && keys.length <= 6 ? `a mapping with ${keys.join(isChoice ? ' or ' : ', ')}` : 'a mapping';
}

function describeString(schema: z.ZodString): string {
  const { maxLength, pattern } = z.toJSONSchema(schema);
  if (pattern === undefined) return 'text that is not empty';
  return `a name of letters, digits, space, dot, dash and underscore, at most ${maxLength} characters`;
}

function describeNumber(schema: z.ZodNumber): string {
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = z.toJSONSchema(schema);
  const noun = type === 'integer' ? 'a whole number' : 'a number';
  if (isBounded(minimum) && isBounded(maximum)) return `${noun} from ${minimum} to ${maximum}`;
  const bounds = [
    isBounded(minimum) ? `of at least ${minimum}` : undefined,
    isBounded(exclusiveMinimum) ? `above ${exclusiveMinimum}` : undefined,
    isBounded(maximum) ? `at most ${maximum}` : undefined,
    isBounded(exclusiveMaximum) ? `below ${exclusiveMaximum}` : undefined,
  ].filter((text) => text !== undefined);
  return bounds.length === 0 ? noun : `${noun} ${joinWords(bounds)}`;
}

/** zod limits every whole number to what a double holds exactly; users need not know. */
function isBounded(bound: number | boolean | undefined): bound is number {
  return typeof bound === 'number' && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
}
