/**
 * Describes the first difference between two JSON values: `optimizer.momentum 0.9; now 0.8`; undefined when they are
 * equal.
 *
 * @param found the earlier value
 *
 * @param ignored dotted paths whose values may differ
 */
export function firstDifference(
  found: unknown,
  expected: unknown,
  ignored: readonly string[] = [],
  path = '',
): string | undefined {
  if (ignored.includes(path)) return undefined;
  if (!isObject(found) || !isObject(expected)) {
    if (Object.is(found, expected)) return undefined;
    return `${path === '' ? 'the value' : path} ${textOf(found)}; now ${textOf(expected)}`;
  }
  for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const difference = firstDifference(found[name], expected[name], ignored, path === '' ? name : `${path}.${name}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}
