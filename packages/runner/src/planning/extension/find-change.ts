import type { JsonValue } from '../../records/json-value.ts';
import { canonicalJson } from '../../spec/identity/canonical-json.ts';

/** A setting whose value differs; undefined where it is missing. */
export interface FoundChange {
  readonly key: string;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/**
 * Finds the first setting that differs between two configurations, as deep as both are mappings.
 * @param isIgnored tells for a dotted path whether its values may differ
 */
export function findChange(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  isIgnored: (path: string) => boolean,
  path = '',
): FoundChange | undefined {
  if (isIgnored(path)) return undefined;
  if (!isMapping(before) || !isMapping(after)) {
    const isSame =
      before === after ||
      (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after));
    return isSame ? undefined : { key: path, before, after };
  }
  // An option belongs to what its name chose.
  if (before['name'] !== after['name'] && path !== '') return { key: path, before, after };
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const found = findChange(before[key], after[key], isIgnored, path === '' ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isMapping(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
