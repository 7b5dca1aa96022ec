import { isMap, isNode, isScalar, isSeq, type Document, type LineCounter, type Node, type Pair } from 'yaml';
import { shortened } from '../zod/describe-value.ts';

/** Keys and indices from the top, as zod and the YAML count them. */
export type DocumentPath = readonly PropertyKey[];

/** A parsed sweep file whose values still know where they were written. Aliases are already replaced by copies. */
export interface SweepDocument {
  /** As the user gave it, for messages. */
  readonly fileName: string;
  readonly source: string;
  readonly document: Document;
  readonly lineCounter: LineCounter;
  /** The `--set` that wrote a node, by position among the overrides; nodes of the file are not in it. */
  readonly overrides: WeakMap<Node, OverrideOrigin>;
}

export interface OverrideOrigin {
  readonly index: number;
  /** `--set training.epochs=1` */
  readonly text: string;
}

/** Where something was written. */
export interface Place {
  /** `my-sweep.yaml:7:9` or `--set training.epochs=1`. */
  readonly label: string;
  /** Sorts places: those of the file first, then the overrides. */
  readonly order: number;
  readonly isOverride: boolean;
}

/** Entries by key, of lists of entries that have been searched; good for as long as none is added. */
const indexes = new WeakMap<readonly Pair[], ReadonlyMap<string, Pair>>();

/** The entry of a mapping by key; numbers and such as keys are compared as text. */
export function findPair({ items }: { readonly items: readonly Pair[] }, key: PropertyKey): Pair | undefined {
  const known = indexes.get(items);
  if (known?.size === items.length) return known.get(String(key));
  const index = new Map(items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair]));
  indexes.set(items, index);
  return index.get(String(key));
}

/** The node at a path, or the last one on the way to it. */
export function nodeAt({ document }: SweepDocument, path: DocumentPath): { node: Node | null; isExact: boolean } {
  let node = document.contents;
  for (const key of path) {
    let child: unknown;
    if (isMap(node)) child = findPair(node, key)?.value;
    else if (isSeq(node)) child = node.items[Number(key)];
    if (!isNode(child)) return { node, isExact: false };
    node = child;
  }
  return { node, isExact: true };
}

/** Where the value at a path was written; where it is missing, the place that it belongs into. */
export function placeOf(sweep: SweepDocument, path: DocumentPath): Place {
  return placeOfNode(sweep, nodeAt(sweep, path).node);
}

/** Where the key at the end of a path was written. */
export function placeOfKey(sweep: SweepDocument, path: DocumentPath): Place {
  const { node: parent } = nodeAt(sweep, path.slice(0, -1));
  const key = isMap(parent) ? findPair(parent, path.at(-1) ?? '')?.key : undefined;
  return placeOfNode(sweep, isNode(key) ? key : parent);
}

function placeOfNode(sweep: SweepDocument, node: Node | null): Place {
  const origin = node === null ? undefined : sweep.overrides.get(node);
  if (origin !== undefined)
    return { label: origin.text, order: Number.MAX_SAFE_INTEGER / 2 + origin.index, isOverride: true };
  return placeAtOffset(sweep, node?.range?.[0] ?? 0);
}

export function placeAtOffset(
  { fileName, lineCounter }: Pick<SweepDocument, 'fileName' | 'lineCounter'>,
  offset: number,
): Place {
  const { line, col } = lineCounter.linePos(offset);
  return { label: `${fileName}:${Math.max(line, 1)}:${Math.max(col, 1)}`, order: offset, isOverride: false };
}

/** `parameters.loss.values[1]`; a key that does not fit into a line of a message is cut, or written as JSON does. */
export function pathText(path: DocumentPath): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? keyText(key) : `.${keyText(key)}`))
    .join('');
}

function keyText(key: PropertyKey): string {
  const text = shortened(String(key));
  return text === '' || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text) ? JSON.stringify(text) : text;
}
