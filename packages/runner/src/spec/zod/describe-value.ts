import { countOf } from '@sweepdeck/core/words';
import type { Expectation, ValueKind } from './describe-schema.ts';

/** The YAML type of a value. */
export function kindOf(value: unknown): ValueKind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'mapping';
  return typeof value === 'boolean' ? 'boolean' : typeof value === 'string' ? 'string' : 'number';
}

/**
 * Describes a value to continue "saw": `"hinje"`, `-0.1`, `the string "0.1"`. Names the type if it is not the
 * expected one.
 */
export function describeValue(value: unknown, expectation: Expectation): string {
  const kind = kindOf(value);
  if (kind === 'null') return 'no value';
  if (Array.isArray(value)) return describeList(value, expectation.kinds.includes('list'));
  if (kind === 'mapping') return 'a mapping';
  const text = kind === 'string' ? quote(String(value)) : numberText(value);
  return expectation.kinds.includes(kind) ? text : `the ${kind} ${text}`;
}

/** If a list is expected and a list is wrong, its length is wrong. */
function describeList({ length }: readonly unknown[], isExpected: boolean): string {
  if (length === 0) return 'an empty list';
  if (!isExpected) return 'a list';
  return `a list of ${countOf(length, 'value')}`;
}

/** Writes a number as YAML does. */
function numberText(value: unknown): string {
  if (value === Number.POSITIVE_INFINITY) return '.inf';
  if (value === Number.NEGATIVE_INFINITY) return '-.inf';
  return Number.isNaN(value) ? '.nan' : String(value);
}

export function quote(text: string): string {
  return JSON.stringify(shortened(text));
}

/** Cuts long text, because an error is one line. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
