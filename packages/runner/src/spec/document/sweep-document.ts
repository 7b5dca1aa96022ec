import { isMap, isNode, isScalar, isSeq, type Document, type LineCounter, type Node, type Pair } from 'yaml';
import { shortened } from '../zod/describe-value.ts';

/** Keys and indices from the top, as in zod and YAML. */
export type DocumentPath = readonly PropertyKey[];

/** A parsed sweep file that remembers where each value was written. Aliases are already replaced by copies. */
export interface SweepDocument {
  /** The name as the user gave it, for messages. */
  readonly fileName: string;
  readonly source: string;
  readonly document: Document;
  readonly lineCounter: LineCounter;
  /** The `--set` that wrote a node, by its index; nodes from the file are not included. */
  readonly overrides: WeakMap<Node, OverrideOrigin>;
}

export interface OverrideOrigin {
  readonly index: number;
  /** `--set training.epochs=1` */
  readonly text: string;
}

/** The place where something was written. */
export interface Place {
  /** `my-sweep.yaml:7:9` or `--set training.epochs=1`. */
  readonly label: string;
  /** Sort key: places in the file first, then overrides. */
  readonly order: number;
  readonly isOverride: boolean;
}

/** Entries by key, for lists that have been searched; valid until an entry is added. */
const indexes = new WeakMap<readonly Pair[], ReadonlyMap<string, Pair>>();

/** Finds the entry of a mapping by key; numbers and other scalars as keys are compared as text. */
export function findPair({ items }: { readonly items: readonly Pair[] }, key: PropertyKey): Pair | undefined {
  const known = indexes.get(items);
  if (known?.size === items.length) return known.get(String(key));
  const index = new Map(items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair]));
  indexes.set(items, index);
  return index.get(String(key));
}

/** Returns the node at a path, or the last existing node on the way. */
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

/** Returns where the value at a path was written; if it is missing, the place that it belongs in. */
export function placeOf(sweep: SweepDocument, path: DocumentPath): Place {
  return placeOfNode(sweep, nodeAt(sweep, path).node);
}

/** Returns where the key at the end of a path was written. */
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

/** Writes a path: `parameters.loss.values[1]`. A key that does not fit into a line is cut or written as JSON. */
export function pathText(path: DocumentPath): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? keyText(key) : `.${keyText(key)}`))
    .join('');
}

function keyText(key: PropertyKey): string {
  const text = shortened(String(key));
  return text === '' || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text) ? JSON.stringify(text) : text;
}
