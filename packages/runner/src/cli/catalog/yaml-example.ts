import { parameterLabel } from '../../records/cell-label.ts';
import type { JsonValue } from '../../records/json-value.ts';
import type { CatalogOption } from './catalog-entry.ts';

/**
 * Writes an entry as a sweep file would: `loss: { name: hinge, form: one-vs-rest }`, or `loss: mse` without options.
 */
export function yamlExample(key: string, name: string, options: readonly CatalogOption[]): string {
  return `${key}: ${yamlListItem(name, options)}`;
}

/** Writes an entry as an item of a list: `{ name: dropout, rate: 0.5 }`, or `relu`. */
export function yamlListItem(name: string, options: readonly CatalogOption[]): string {
  const settings = options
    .filter((option) => option.isRequired || option.default !== null)
    .map((option) => `${option.name}: ${option.isRequired ? '...' : yamlValue(option.default)}`);
  return settings.length === 0 ? name : `{ name: ${name}, ${settings.join(', ')} }`;
}

/**
 * Nests a value under a dotted key: `training.early_stopping` gives `training: { early_stopping: { patience: 3 } }`.
 */
export function nestedExample(key: string, value: JsonValue): string {
  const [outermost = '', ...inner] = key.split('.');
  return `${outermost}: ${yamlValue(inner.reduceRight<JsonValue>((nested, part) => ({ [part]: nested }), value))}`;
}

/**
 * Writes a value on one line in YAML's flow style; strings are quoted only where YAML would read them as something
 * else.
 */
export function yamlValue(value: JsonValue): string {
  if (typeof value === 'string') return isPlain(value) ? value : JSON.stringify(value);
  if (typeof value === 'number') return parameterLabel(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return `[${value.map(yamlValue).join(', ')}]`;
  const pairs = Object.entries(value).map(([key, child]) => `${yamlValue(key)}: ${yamlValue(child)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

function isPlain(text: string): boolean {
  return /^[A-Za-z][\w./-]*$/.test(text) && !/^(true|false|null)$/i.test(text);
}

function isList(value: JsonValue & object): value is readonly JsonValue[] {
  return Array.isArray(value);
}
