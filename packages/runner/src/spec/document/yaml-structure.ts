import { isAlias, isMap, isNode, isScalar, isSeq, type Alias, type Document, type Node, type Pair } from 'yaml';
import { shortened } from '../zod/describe-value.ts';
import type { SyntaxProblem } from './syntax-problem.ts';

/** Deeper than any sweep; a trial's configuration is walked by functions that call themselves. */
const maxDepth = 100;

/** What aliases may repeat in all: far more than a sweep that is written by hand, far less than fills the memory. */
const maxRepeatedValues = 100_000;

/** Tags of plain YAML; others make dates, sets and bytes, which no option takes. */
const plainTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
);

export interface YamlStructure {
  readonly problems: readonly SyntaxProblem[];
  /** What each alias stands for. */
  readonly targets: ReadonlyMap<Alias, Node>;
}

/** Values and levels of a node, its aliases written out. */
interface Extent {
  readonly values: number;
  readonly height: number;
}

/**
 * Looks once at every node of a document without errors, in its order: aliases, their sizes, tags, keys and depth. Nothing is
 * written out, so that a file whose aliases multiply costs no more than its own length.
 */
export function inspectStructure(document: Document): YamlStructure {
  const problems: SyntaxProblem[] = [];
  const anchors = new Map<string, Node>();
  const extents = new Map<Node, Extent>();
  const targets = new Map<Alias, Node>();
  let repeated = 0;
  let isTooDeep = false;

  function report(node: Node, text: string, hint?: string): void {
    problems.push({ offset: node.range?.[0] ?? 0, text, hint });
  }

  function inspect(node: unknown, depth: number): Extent {
    if (isAlias(node)) return inspectAlias(node, depth);
    if (!isNode(node)) return { values: 1, height: 1 };
    if (node.tag !== undefined && !plainTags.has(node.tag))
      report(node, tagText(node.tag.replace('tag:yaml.org,2002:', '!!')));
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (depth > maxDepth) {
      refuseDepth(node);
      return { values: 1, height: 1 };
    }
    const children = isMap(node)
      ? inspectPairs(node.items, depth)
      : isSeq(node)
        ? node.items.map((item) => inspect(item, depth + 1))
        : [];
    const extent = {
      values: children.reduce((sum, { values }) => sum + values, 1),
      height: children.reduce((highest, { height }) => Math.max(highest, height), 0) + 1,
    };
    extents.set(node, extent);
    return extent;
  }

  function inspectAlias(alias: Alias, depth: number): Extent {
    const name = shortened(alias.source);
    const target = anchors.get(alias.source);
    const extent = target === undefined ? undefined : extents.get(target);
    if (target === undefined) report(alias, `saw the alias *${name}; expected the anchor &${name} before it`);
    else if (extent === undefined) report(alias, `saw the alias *${name} inside its own anchor; expected it outside`);
    if (target === undefined || extent === undefined) return { values: 1, height: 1 };
    targets.set(alias, target);
    if (depth + extent.height - 1 > maxDepth) refuseDepth(alias);
    const isWithin = repeated <= maxRepeatedValues;
    repeated += extent.values;
    if (isWithin && repeated > maxRepeatedValues) {
      const most = maxRepeatedValues.toLocaleString('en-US');
      const text = `saw aliases of aliases that grow beyond all bounds; expected at most ${most} values through aliases`;
      report(alias, text, 'write the values out');
    }
    return extent;
  }

  function inspectPairs(pairs: readonly Pair[], depth: number): Extent[] {
    const seen = new Set<string>();
    return pairs.map(({ key, value }) => {
      inspect(key, depth + 1);
      const name = isAlias(key) ? targets.get(key) : key;
      if (isNode(key)) inspectKey(key, isScalar(name) ? name.value : {}, seen);
      return inspect(value, depth + 1);
    });
  }

  function inspectKey(key: Node, name: unknown, seen: Set<string>): void {
    const text = typeof name === 'string' ? name : String(name as number | boolean | null);
    if (typeof name === 'object' && name !== null) report(key, 'saw a list or a mapping as a key; expected text');
    else if (name === null) report(key, 'saw a key without text; expected the name of an option');
    // An object of JavaScript hides it, so that not every later check would see it.
    else if (text === '__proto__') report(key, 'saw the key __proto__; expected the name of an option');
    else if (seen.has(text)) {
      const problem = `saw the key "${shortened(text)}" twice in one mapping; expected it once`;
      report(key, problem, 'remove one of the two');
    }
    seen.add(text);
  }

  function refuseDepth(node: Node): void {
    if (!isTooDeep) report(node, tooDeepText);
    isTooDeep = true;
  }

  inspect(document.contents, 1);
  return { problems, targets };
}

export const tooDeepText = 'saw brackets or indentation nested too deeply for a sweep';

export function tagText(tag: string): string {
  return `saw the tag ${shortened(tag)}; expected plain YAML without tags`;
}
