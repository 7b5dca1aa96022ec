import type { JsonValue } from './json-value.ts';

/** Axes whose values speak for themselves; others are written with their name. */
const plainPaths = new Set(['dataset', 'model', 'loss', 'optimizer', 'learning_rate', 'schedule']);

/** Short and human, one part for each swept axis: `cross-entropy · adam · 0.001`, `hinge · batch_size 64`. */
export function cellLabel(parameters: Readonly<Record<string, JsonValue>>): string {
  const parts = Object.entries(parameters).map(([path, value]) =>
    plainPaths.has(path) ? parameterLabel(value) : `${axisLabel(path)} ${valueLabel(path, value)}`,
  );
  return parts.length === 0 ? 'default' : parts.join(' · ');
}

/** Last part of an axis's path: `batch_size` of `training.batch_size`; of a sum of losses with the loss, `mse.weight`. */
export function axisLabel(path: string): string {
  const [, term] = /\.terms\.(.+)$/u.exec(path) ?? [];
  return term ?? path.slice(path.lastIndexOf('.') + 1);
}

/** One value of the axis at `path`; a module goes by its file's name. */
export function valueLabel(path: string, value: JsonValue): string {
  return path.endsWith('.module') && typeof value === 'string' ? fileLabel(value) : parameterLabel(value);
}

/** One value of an axis: `0.001`, `adam`, `momentum(0.95)`, `adam(beta_1=0.8)`, `[flatten, dense]`. */
export function parameterLabel(value: JsonValue): string {
  if (typeof value === 'number') return numberLabel(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return listLabel(value);
  const { name, ...options } = opened(value);
  const entries = Object.entries(options);
  // A model that is a list of layers is told by its layers.
  const [[option, setting] = []] = entries;
  if (entries.length === 1 && option === name && isList(setting)) return listLabel(setting);
  const inner = entries
    .map(([key, child]) => (key === name ? parameterLabel(child) : `${key}=${parameterLabel(child)}`))
    .join(', ');
  if (typeof name !== 'string') return `{${inner}}`;
  return inner === '' ? name : `${name}(${inner})`;
}

/** A file of the user's own goes by its name, and what an option collects (its options, the terms of a sum) by itself. */
function opened(value: Mapping): Mapping {
  const { name, module, sha256: _, ...rest } = value;
  const { options, terms, path } = rest;
  if (typeof module === 'string') return { ...(isMapping(options) ? options : {}), name: fileLabel(module) };
  if (typeof path === 'string' && name !== undefined) return { name, ...rest, path: folderLabel(path) };
  return isMapping(terms) && name !== undefined ? { name, ...terms } : value;
}

/**
 * `mobilenet` of `/models/mobilenet`, and of `/models/mobilenet/model.json`, which is what every saved model is called. A URL
 * keeps its host, which tells it from a folder: `example.org/mobilenet`.
 */
function folderLabel(path: string): string {
  const folder = path.replace(/[/\\]model\.json$/u, '');
  const [scheme] = /^https?:\/\//u.exec(folder) ?? [];
  return scheme === undefined ? folder.replace(/^.*[/\\](?=.)/u, '') : folder.slice(scheme.length);
}

/** `my-loss` of `/sweeps/my-loss.ts` */
function fileLabel(path: string): string {
  return path.replace(/^.*[/\\]/u, '').replace(/(?<=.)\.[^.]*$/u, '');
}

/** Longer lists are shortened, characters. */
const maxListLength = 40;

/**
 * A short list in full, `[flatten, dense]`; of a longer one how it begins, behind a digest that tells it from others that
 * begin the same: `#k3x9 [conv2d 32, max-pool, flatten, … 2 more]`.
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

/** The name and its main number: `conv2d 32`, `dropout 0.5`. @param label the whole label: made anew, lists in lists would take for ever */
function briefLabel(value: JsonValue, label: string): string {
  if (!isMapping(value)) return label;
  const { name, ...options } = value;
  if (typeof name !== 'string') return label;
  const [main] = Object.values(options);
  return typeof main === 'number' ? `${name} ${numberLabel(main)}` : name;
}

/** Four letters and digits of the FNV-1a hash of a text. Source: Fowler, Noll, Vo; draft-eastlake-fnv. */
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

/** As people write learning rates: `0.001`, `1e-5`, `64`. */
function numberLabel(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || !Number.isFinite(value) || (size >= 1e-4 && size < 1e7)) return String(value);
  return value.toExponential().replace('e+', 'e');
}
