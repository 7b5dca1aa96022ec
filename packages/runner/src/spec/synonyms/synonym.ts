/** Our counterpart of another tool's name. */
export type Synonym =
  /** One name, or several possible ones, the most likely first. */
  | string
  | readonly string[]
  /** There is no exact counterpart: the nearest names, and a note that says so. */
  | { readonly nearest: readonly string[]; readonly note: string };

/** Synonyms by the other tools' names. */
export type SynonymTable = Readonly<Record<string, Synonym>>;

/** Makes an entry without an exact counterpart: the nearest names and a note. */
export function near(nearest: readonly string[], note: string): Synonym {
  return { nearest, note };
}

export const noRange: Synonym = near(
  ['values'],
  'ranges and distributions do not exist yet; list the values to try: { values: [0.01, 0.1] }',
);
const onlyGrid = 'random and Bayesian search do not exist yet; grid trains every combination of the listed values';
/** The note for a search key and for a search method. */
export const noSearchKey: Synonym = near(['method'], onlyGrid);
export const noSearch: Synonym = near(['grid'], onlyGrid);
export const noCount: Synonym = near(
  ['method'],
  'a grid trains every combination of its values; list fewer values for fewer trials',
);
export const noPruning: Synonym = near(
  ['training.early_stopping'],
  'stopping trials that fall behind others does not exist yet; training.early_stopping ends one that no longer improves',
);
export const noProgram: Synonym = near([], 'a sweep trains by itself and starts no program; omit it');
export const asWorkers: Synonym = near([], 'set the number of trials that run at the same time with --workers N');
export const noRestarts: Synonym = near(['cosine'], 'write { name: cosine, cycles: 3 }');
export const noComposition: Synonym = near(
  [],
  'a sweep is one file, not composed of several; write its settings into this one',
);
