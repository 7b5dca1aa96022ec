import { commandLineSynonyms } from './command-line-synonyms.ts';
import { keySynonyms } from './key-synonyms.ts';
import { nameSynonyms } from './name-synonyms.ts';
import type { Synonym, SynonymTable } from './synonym.ts';

/**
 * The only table of other tools' names and our names for the same things; hints are made from it. Names are compared
 * without case, punctuation and module prefix, so `categorical_crossentropy`, `CategoricalCrossentropy` and
 * `tf.keras.losses.CategoricalCrossentropy()` are one entry. A name that differs from ours only in these needs no
 * entry.
 */
export const synonyms = {
  ...keySynonyms,
  ...nameSynonyms,
  ...commandLineSynonyms,
} satisfies Readonly<Record<string, SynonymTable>>;

export type SynonymKind = keyof typeof synonyms;

/** The kinds of names that are values. */
export const nameKinds = Object.keys(nameSynonyms) as readonly SynonymKind[];

/** The possible meanings of a foreign name. */
export interface Meaning {
  /** Our names, the most likely first. */
  readonly names: readonly string[];
  /** Explains why none of them is exactly the same; absent when each is. */
  readonly note?: string;
}

/**
 * Looks a foreign name up.
 * @param known our own names; only these are returned
 */
export function findSynonym(
  kinds: readonly SynonymKind[],
  foreign: string,
  known: readonly string[],
): Meaning | undefined {
  const plain = plainName(foreign);
  if (plain === '') return undefined;
  // `HingeLoss` means `hinge` unless it has an entry of its own.
  return lookUp(kinds, plain, known) ?? lookUp(kinds, plain.replace(/(?:loss|optimizer|layer)$/u, ''), known);
}

function lookUp(kinds: readonly SynonymKind[], plain: string, known: readonly string[]): Meaning | undefined {
  const same = known.filter((name) => plainName(name) === plain);
  if (same.length > 0) return { names: [...new Set(same)] };
  for (const kind of kinds) {
    const table: SynonymTable = synonyms[kind];
    for (const [source, synonym] of Object.entries(table)) {
      if (plainName(source) !== plain) continue;
      const meaning = meaningOf(synonym);
      const names = meaning.names.filter((name) => known.includes(name));
      if (names.length > 0 || meaning.names.length === 0) return { ...meaning, names };
    }
  }
  return undefined;
}

function meaningOf(synonym: Synonym): Meaning {
  if (typeof synonym === 'string') return { names: [synonym] };
  if ('nearest' in synonym) return { names: synonym.nearest, note: synonym.note };
  return { names: synonym };
}

const modules =
  /^(?:(?:torch|torchvision|nn|functional|f|tf|tensorflow|keras|optim|optimizers?|lr_scheduler|schedules?|losses|layers|metrics|transforms|v2|initializers|init|optax|flax|linen)\.)+/u;

/** Normalizes a name: `nn.CrossEntropyLoss()` -> `crossentropyloss`. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(modules, '')
    .replace(/\(.*$/su, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
