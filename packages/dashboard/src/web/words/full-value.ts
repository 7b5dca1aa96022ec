import type { JsonValue } from '../../contract/index.ts';
import { formatParameter } from './parameters.ts';

/**
 * Formats a value in full, as one line of YAML: `{ name: conv2d, filters: 32 }`. Nothing is cut, and paths are
 * complete.
 */
export function fullValue(path: string, value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? inline(value) : formatParameter(path, value);
}

/** Formats each swept value in full, one per line: everything that a shortened label omits. */
export function fullParameters(parameters: Readonly<Record<string, JsonValue>>): string {
  return Object.entries(parameters)
    .map(([path, value]) => `${path}: ${fullValue(path, value)}`)
    .join('\n');
}

/** Returns the full value when its short text omits something; undefined when the text is complete. */
export function fullWhereCut(path: string, value: JsonValue | undefined): string | undefined {
  const full = fullValue(path, value);
  return full === formatParameter(path, value) ? undefined : full;
}

function inline(value: JsonValue): string {
  if (typeof value === 'string') return isPlain(value) ? value : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return `[${value.map(inline).join(', ')}]`;
  const entries = Object.entries(value).map(([key, inner]: [string, JsonValue]) => `${key}: ${inline(inner)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** Tells whether YAML reads a word as text without quotes. */
function isPlain(text: string): boolean {
  return /^[A-Za-z_./\\][\w./\\ -]*$/u.test(text) && !/^(?:true|false|null|yes|no|on|off)$/iu.test(text);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
