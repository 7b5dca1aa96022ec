import type { JsonValue } from './records.ts';

/** Axes whose values speak for themselves; others are written with their name. */
const plainPaths = new Set(['dataset', 'model', 'loss', 'optimizer', 'learning_rate', 'schedule']);

/** Short and human, one part for each swept axis: `cross-entropy · adam · 0.001`, `hinge · batch_size 64`. */
export function cellLabel(parameters: Readonly<Record<string, JsonValue>>): string {
  const parts = Object.entries(parameters).map(([path, value]) =>
    plainPaths.has(path) ? parameterLabel(value) : `${axisLabel(path)} ${parameterLabel(value)}`,
  );
  return parts.length === 0 ? 'default' : parts.join(' · ');
}

/** Last part of an axis's path: `batch_size` of `training.batch_size`. */
export function axisLabel(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** One value of an axis: `0.001`, `adam`, `momentum(0.95)`, `adam(beta_1=0.8)`. */
export function parameterLabel(value: JsonValue): string {
  if (typeof value === 'number') return numberLabel(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return `[${value.map(parameterLabel).join(', ')}]`;
  const { name, ...options } = value;
  const inner = Object.entries(options)
    .map(([option, setting]) => (option === name ? parameterLabel(setting) : `${option}=${parameterLabel(setting)}`))
    .join(', ');
  if (typeof name !== 'string') return `{${inner}}`;
  return inner === '' ? name : `${name}(${inner})`;
}

function isList(value: JsonValue & object): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** As people write learning rates: `0.001`, `1e-5`, `64`. */
function numberLabel(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || !Number.isFinite(value) || (size >= 1e-4 && size < 1e7)) return String(value);
  return value.toExponential().replace('e+', 'e');
}
