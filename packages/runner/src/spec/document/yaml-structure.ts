import { isAlias, isMap, isNode, isScalar, isSeq, type Alias, type Document, type Node, type Pair } from 'yaml';
import { shortened } from '../zod/describe-value.ts';
import type { SyntaxProblem } from './syntax-problem.ts';

/** Deeper than any sweep. Recursive functions walk a trial's configuration. */
const maxDepth = 100;

/** Limit for the values that aliases repeat: far more than a handwritten sweep has, far less than fills the memory. */
const maxRepeatedValues = 100_000;

/** Tags of plain YAML. Others make dates, sets and bytes, which no option takes. */
const plainTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
);

export interface YamlStructure {
  readonly problems: readonly SyntaxProblem[];
  /** The node that each alias refers to. */
  readonly targets: ReadonlyMap<Alias, Node>;
}

/** Number of values and levels of a node, with its aliases expanded. */
interface Extent {
  readonly values: number;
  readonly height: number;
}

/**
 * Visits every node of an error-free document once, in order, and checks aliases, their sizes, tags, keys and depth.
 * Expands nothing, so that a file with multiplying aliases costs no more than its own length.
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
      const text = `saw aliases of aliases that grow without bound; expected at most ${most} values through aliases`;
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
    else if (name === null) report(key, 'saw a key that is not text; expected the name of an option');
    // JavaScript objects hide this key, so later checks could miss it.
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
