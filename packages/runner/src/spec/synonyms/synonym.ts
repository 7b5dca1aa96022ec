/** What something that other tools name is called here. */
export type Synonym =
  /** One name, or several that it may stand for, the likeliest first. */
  | string
  | readonly string[]
  /** There is no counterpart: the names of what is nearest, and the words that say so. */
  | { readonly nearest: readonly string[]; readonly note: string };

/** By the name that others use. */
export type SynonymTable = Readonly<Record<string, Synonym>>;

/** No counterpart: what is nearest, and the words that say so. */
export function near(nearest: readonly string[], note: string): Synonym {
  return { nearest, note };
}

export const noRange: Synonym = near(
  ['values'],
  'ranges and distributions do not exist yet; list the values to try: { values: [0.01, 0.1] }',
);
const onlyGrid = 'random and Bayesian search do not exist yet; grid trains every combination of the listed values';
/** For a key, and for a method. */
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
export const noProgram: Synonym = near([], 'a sweep trains by itself and starts no program; leave it out');
export const asWorkers: Synonym = near([], 'say how many trials run at once with --workers N');
export const noRestarts: Synonym = near(['cosine'], 'write { name: cosine, cycles: 3 }');
export const noComposition: Synonym = near(
  [],
  'a sweep is one file, not composed of several; write its settings into this one',
);
