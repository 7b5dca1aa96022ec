import type { JsonValue } from './json-value.ts';

/** Axes whose values need no name beside them. */
const plainPaths = new Set(['dataset', 'model', 'loss', 'optimizer', 'learning_rate', 'schedule']);

/** Names a cell in short, one part per swept axis: `cross-entropy · adam · 0.001`, `hinge · batch_size 64`. */
export function cellLabel(parameters: Readonly<Record<string, JsonValue>>): string {
  const parts = Object.entries(parameters).map(([path, value]) =>
    plainPaths.has(path) ? parameterLabel(value) : `${axisLabel(path)} ${valueLabel(path, value)}`,
  );
  return parts.length === 0 ? 'default' : parts.join(' · ');
}

/**
 * Returns the last part of an axis's path: `batch_size` for `training.batch_size`; with its loss for a term of a sum,
 * `mse.weight`.
 */
export function axisLabel(path: string): string {
  const [, term] = /\.terms\.(.+)$/u.exec(path) ?? [];
  return term ?? path.slice(path.lastIndexOf('.') + 1);
}

/** Names a value of the axis at `path`. A module is named after its file. */
export function valueLabel(path: string, value: JsonValue): string {
  return path.endsWith('.module') && typeof value === 'string' ? fileLabel(value) : parameterLabel(value);
}

/** Names a value of an axis: `0.001`, `adam`, `momentum(0.95)`, `adam(beta_1=0.8)`, `[flatten, dense]`. */
export function parameterLabel(value: JsonValue): string {
  if (typeof value === 'number') return numberLabel(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return listLabel(value);
  const { name, ...options } = opened(value);
  const entries = Object.entries(options);
  // A model that is a list of layers is named by its layers.
  const [[option, setting] = []] = entries;
  if (entries.length === 1 && option === name && isList(setting)) return listLabel(setting);
  const inner = entries
    .map(([key, child]) => (key === name ? parameterLabel(child) : `${key}=${parameterLabel(child)}`))
    .join(', ');
  if (typeof name !== 'string') return `{${inner}}`;
  return inner === '' ? name : `${name}(${inner})`;
}

/**
 * Unwraps values that need no name: a module is named by its file, and nested options or the terms of a sum by
 * themselves.
 */
function opened(value: Mapping): Mapping {
  const { name, module, sha256: _, ...rest } = value;
  const { options, terms, path } = rest;
  if (typeof module === 'string') return { ...(isMapping(options) ? options : {}), name: fileLabel(module) };
  if (typeof path === 'string' && name !== undefined) return { name, ...rest, path: folderLabel(path) };
  return isMapping(terms) && name !== undefined ? { name, ...terms } : value;
}

/**
 * Returns `mobilenet` for `/models/mobilenet` and for `/models/mobilenet/model.json`, the file name of every saved
 * model. A URL keeps its host, so that it differs from a folder: `example.org/mobilenet`.
 */
function folderLabel(path: string): string {
  const folder = path.replace(/[/\\]model\.json$/u, '');
  const [scheme] = /^https?:\/\//u.exec(folder) ?? [];
  return scheme === undefined ? folder.replace(/^.*[/\\](?=.)/u, '') : folder.slice(scheme.length);
}

/** Returns `my-loss` for `/sweeps/my-loss.ts`. */
function fileLabel(path: string): string {
  return path.replace(/^.*[/\\]/u, '').replace(/(?<=.)\.[^.]*$/u, '');
}

/** Characters; longer lists are shortened. */
const maxListLength = 40;

/**
 * Names a list: `[flatten, dense]` in full if it is short, otherwise its beginning after a digest that tells it from
 * lists with the same beginning: `#k3x9 [conv2d 32, max-pool, flatten, … 2 more]`.
 */
function listLabel(list: readonly JsonValue[]): string {
  const items = list.map(parameterLabel);
  const full = `[${items.join(', ')}]`;
  if (full.length <= maxListLength) return full;
  let text = '';
  let shown = 0;
  for (const [index, label] of items.entries()) {
    const item = briefLabel(list[index] ?? null, label);
    if (shown > 0 && text.length + item.length > maxListLength) break;
    text += shown === 0 ? item : `, ${item}`;
    shown++;
  }
  const left = list.length - shown;
  return `#${digest(JSON.stringify(list))} [${text}${left > 0 ? `, … ${left} more` : ''}]`;
}

/**
 * Returns the name with its main number: `conv2d 32`, `dropout 0.5`.
 * @param label the full label, passed in because computing it again for nested lists would take exponential time
 */
function briefLabel(value: JsonValue, label: string): string {
  if (!isMapping(value)) return label;
  const { name, ...options } = value;
  if (typeof name !== 'string') return label;
  const [main] = Object.values(options);
  return typeof main === 'number' ? `${name} ${numberLabel(main)}` : name;
}

/** Returns four letters and digits of the FNV-1a hash of a text. Source: Fowler, Noll, Vo; draft-eastlake-fnv. */
function digest(text: string): string {
  let hash = 0x81_1c_9d_c5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01_00_01_93);
  return (hash >>> 0).toString(36).padStart(7, '0').slice(-4);
}

type Mapping = Readonly<Record<string, JsonValue>>;

function isMapping(value: JsonValue | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !isList(value);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Writes a number as learning rates are usually written: `0.001`, `1e-5`, `64`. */
function numberLabel(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || !Number.isFinite(value) || (size >= 1e-4 && size < 1e7)) return String(value);
  return value.toExponential().replace('e+', 'e');
}
