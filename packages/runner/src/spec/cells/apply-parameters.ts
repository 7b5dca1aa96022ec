import type { JsonValue } from '../../records/json-value.ts';

type Mapping = Record<string, unknown>;

/**
 * Writes values over a trial configuration by dotted path, shorter paths first, so that `optimizer.momentum` changes
 * what `optimizer` chose. A bare name becomes `{ name }` and a bare number `{ weight }` when an option is written
 * into it. The result is not validated yet.
 */
export function applyParameters(config: Readonly<Mapping>, parameters: Readonly<Record<string, JsonValue>>): Mapping {
  const result: Mapping = { ...config };
  const byDepth = Object.entries(parameters)
    .map(([path, value]) => ({ keys: path.split('.'), value }))
    .toSorted((a, b) => a.keys.length - b.keys.length);
  for (const { keys, value } of byDepth) write(result, keys, value);
  return result;
}

function write(target: Mapping, keys: readonly string[], value: unknown): void {
  const [key = '', ...rest] = keys;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const existing = target[key];
  const opened: Mapping =
    typeof existing === 'string'
      ? { name: existing }
      : typeof existing === 'number'
        ? { weight: existing }
        : isMapping(existing)
          ? { ...existing }
          : {};
  write(opened, rest, value);
  target[key] = opened;
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
