import { trialConfigSchema } from '@sweepdeck/core/training';
import { isMap, isScalar, isSeq, Pair, Scalar, visit, YAMLMap, YAMLSeq, type Node } from 'yaml';
import type { z } from 'zod';
import { impliedByName } from '../schema/implied-names.ts';
import { parseYaml } from './parse-sweep-yaml.ts';
import type { Problem } from './problem.ts';
import { valueAt } from '../zod/schema-walk.ts';
import { findPair, pathText, type OverrideOrigin, type SweepDocument } from './sweep-document.ts';
import { sweepablePath } from '../schema/sweepable-paths.ts';

/**
 * Writes each `path=value` into the document, in order, and reads the value as YAML. A swept path stays under
 * `parameters` and gets the value, or the list of values, as its new values. Any other path is set, and created if it
 * is missing. Overrides that cannot be applied are skipped and returned as problems.
 */
export function applyOverrides(sweep: SweepDocument, overrides: readonly string[]): Problem[] {
  return overrides.flatMap((override, index) => {
    const origin: OverrideOrigin = { index, text: `--set ${override}` };
    const problem = applyOverride(sweep, override, origin);
    if (problem === undefined) return [];
    const place = { label: origin.text, order: Number.MAX_SAFE_INTEGER / 2 + index, isOverride: true };
    return [{ place, path: '', ...problem }];
  });
}

type Refusal = Pick<Problem, 'text' | 'hint'>;

function applyOverride(sweep: SweepDocument, override: string, origin: OverrideOrigin): Refusal | undefined {
  const equals = override.indexOf('=');
  const path = override.slice(0, Math.max(equals, 0)).trim();
  if (equals < 0 || path === '')
    return { text: 'expected path=value', hint: 'write for example --set training.epochs=1' };
  const keys = path.split('.');
  if (keys.some((key) => key === '')) return { text: `the path ${path} has an empty part` };
  if (keys.includes('__proto__')) return { text: 'saw the key __proto__; expected the name of an option' };
  const { document, problems } = parseYaml(override.slice(equals + 1));
  const [problem] = problems;
  if (problem !== undefined) return { text: problem.text, hint: problem.hint };
  const value = document.contents ?? new Scalar(null);
  const root = sweep.document.contents;
  if (!isMap(root)) return { text: 'the file has no mapping to set it in' };

  const swept = findPair(root, 'parameters')?.value;
  const target = targetOf(keys, value, isMap(swept) ? swept : undefined);
  if ('text' in target) return target;
  const refusal = setAt(root, target.keys, target.value, (node) => sweep.overrides.set(node, origin));
  if (refusal === undefined) {
    visit(target.value, { Node: (_key, node) => void sweep.overrides.set(node, origin) });
  }
  return refusal;
}

/** Finds where an override is written: `learning_rate=1` goes to `parameters.learning_rate` if that is swept. */
function targetOf(
  keys: readonly string[],
  value: Node,
  swept: YAMLMap | undefined,
): { readonly keys: readonly string[]; readonly value: Node } | Refusal {
  const [first = '', ...rest] = keys;
  if (first === 'parameters' && rest.length > 0) {
    const last = rest.at(-1) ?? '';
    const parameter = rest.slice(0, -1).join('.');
    if ((last === 'values' || last === 'value') && parameter !== '') {
      return { keys: [first, parameter], value: mapOf(last, value) };
    }
    return { keys: [first, rest.join('.')], value: isEntry(value) ? value : valuesOf(value) };
  }
  const path = keys.join('.');
  if (swept === undefined || sweepablePath(path) === undefined) return { keys, value };
  if (findPair(swept, path) !== undefined) return { keys: ['parameters', path], value: valuesOf(value) };
  const owner = keys
    .slice(0, -1)
    .map((_, length) => keys.slice(0, length + 1).join('.'))
    .find((prefix) => findPair(swept, prefix));
  if (owner === undefined) return { keys, value };
  return {
    text: `has no effect, because parameters.${owner} replaces all of ${owner}`,
    hint: `set parameters.${path}.value to use it in every cell`,
  };
}

const isEntry = (value: Node): boolean =>
  isMap(value) && (findPair(value, 'values') !== undefined || findPair(value, 'value') !== undefined);

function valuesOf(value: Node): YAMLMap {
  if (isSeq(value)) return mapOf('values', value);
  const list = new YAMLSeq();
  list.items.push(value);
  return mapOf('values', list);
}

function mapOf(key: string, value: Node): YAMLMap {
  const map = new YAMLMap();
  map.items.push(new Pair(new Scalar(key), value));
  return map;
}

/**
 * Sets a value below a mapping and reports every node that it creates. A bare name becomes `{ name }`, the bare
 * weight of a loss `{ weight }`.
 */
function setAt(
  root: YAMLMap,
  keys: readonly string[],
  value: Node,
  onCreate: (node: Node) => void,
): Refusal | undefined {
  let map = root;
  for (const [depth, key] of keys.entries()) {
    const isLast = depth === keys.length - 1;
    const pair = findPair(map, key);
    if (isLast && pair !== undefined) {
      pair.value = value;
      return undefined;
    }
    if (pair === undefined) {
      const child = isLast ? value : depth === 0 ? defaultOf(key, keys[1]) : new YAMLMap();
      const keyNode = new Scalar(key);
      onCreate(keyNode);
      onCreate(child);
      map.items.push(new Pair(keyNode, child));
      if (isLast) return undefined;
      map = child as YAMLMap;
      continue;
    }
    const existing = pair.value;
    if (isMap(existing)) {
      map = existing;
    } else if (isScalar(existing) && canOpen(existing.value, keys[depth - 1])) {
      const option = typeof existing.value === 'number' ? 'weight' : 'name';
      const named = existing.value === null ? new YAMLMap() : mapOf(option, existing);
      named.range = existing.range ?? null;
      pair.value = named;
      map = named;
    } else {
      return { text: `${pathText(keys.slice(0, depth + 1))} is not a mapping, so nothing can be set inside it` };
    }
  }
  return undefined;
}

/**
 * Returns the default of a part that the file omits, so that an option inside it can be set: `{ name: glyphs }` for
 * dataset.
 */
function defaultOf(key: string, option: string | undefined): YAMLMap {
  const isImplied = option === 'name' || [...impliedByName.values()].some((implying) => implying === option);
  const schema = Object.entries<z.ZodType>(trialConfigSchema.shape).find(([part]) => part === key)?.[1];
  const name = key === 'engine' ? 'auto' : valueAt(schema?.safeParse(undefined).data, ['name']);
  // A name that the file does not contain overrides nothing, so options that imply another name may replace it.
  return typeof name !== 'string' || isImplied || key === 'metric' ? new YAMLMap() : mapOf('name', new Scalar(name));
}

function canOpen(value: unknown, parent: string | undefined): boolean {
  return typeof value === 'string' || value === null || (typeof value === 'number' && parent === 'terms');
}
