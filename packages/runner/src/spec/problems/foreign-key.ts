import { objectiveNames } from '@sweepdeck/core/metrics';
import { quote } from '../zod/describe-value.ts';
import type { DocumentPath } from '../document/sweep-document.ts';
import { sweepablePaths } from '../schema/sweepable-paths.ts';
import { findSynonym, plainName, synonyms, type Meaning } from '../synonyms/find-synonym.ts';
import type { SynonymTable } from '../synonyms/synonym.ts';

/** Every path that the table of synonyms leads to. */
const knownPaths: readonly string[] = Object.values<SynonymTable[string]>(synonyms.keys).flatMap((synonym) => {
  if (typeof synonym === 'string') return [synonym];
  return 'nearest' in synonym ? synonym.nearest : synonym;
});

/** Says where another tool's key, such as `lr` or `clipnorm`, belongs in a sweep. */
export function hintOfForeignKey(
  parent: DocumentPath,
  key: string,
  keys: readonly string[],
): { readonly hint: string; readonly isCertain: boolean } | undefined {
  const here = findSynonym(['layerOptions'], key, keys);
  const isInLayers = parent.includes('layers');
  if (here !== undefined && (isInLayers || here.note === undefined) && here.names.length > 0)
    return { hint: didYouMean(here, quote), isCertain: true };
  if (here?.note !== undefined && isInLayers) return { hint: here.note, isCertain: true };
  const isEntry = parent[0] === 'parameters' && parent.length > 1;
  const own = isEntry ? 'values' : partOf(parent);
  const meaning = isEntry ? findSynonym(['keys'], key, ['values']) : meaningOfKey(key);
  if (meaning === undefined || (isEntry && meaning.names.length === 0)) return undefined;
  const local = meaning.names
    .filter((name) => own === '' || name === own || name.startsWith(`${own}.`))
    .map((name) => (own === '' || isEntry ? name : lastKey(name)))
    .filter((name) => keys.includes(name));
  if (meaning.note !== undefined) return { hint: meaning.note, isCertain: true };
  if (local.length > 0) return { hint: didYouMean({ names: local }, quote), isCertain: true };
  const names = meaning.names.map((name) =>
    own !== '' && !name.includes('.') ? `${quote(name)} at the top` : quote(name),
  );
  return { hint: didYouMean({ names }, String), isCertain: own === '' };
}

/**
 * Looks a key up: in the table; as a metric, `val_loss`; or as the differently spelled end of one of our paths,
 * `batchSize`.
 */
function meaningOfKey(key: string): Meaning | undefined {
  const paths = knownPaths.filter((path) => path !== 'values');
  const meaning = findSynonym(['keys'], key, paths);
  if (meaning !== undefined) return meaning;
  const ending = pathsEndingIn(key);
  if (ending.length > 0) return { names: ending };
  const metric = findSynonym(['metrics'], key, objectiveNames);
  if (metric === undefined) return undefined;
  const [name = ''] = metric.names;
  return { names: [], note: metric.note ?? `trials are ranked by metric: { name: ${name} }` };
}

/** Returns the paths whose last part is equal except for case and punctuation. */
function pathsEndingIn(key: string): string[] {
  const plain = plainName(key);
  return sweepablePaths
    .map(({ path }) => path)
    .filter((path) => plainName(lastKey(path)) === plain && lastKey(path) !== key);
}

/** Says which path another tool's path below `parameters` means, such as `optimizer.lr` or `batchSize`. */
export function hintOfForeignPath(
  path: string,
  paths: readonly string[],
): { readonly path: string | undefined; readonly hint: string } | undefined {
  const top = path.includes('.') ? path.slice(0, path.indexOf('.')) : undefined;
  const owner = path.slice(0, Math.max(0, path.lastIndexOf('.')));
  const entry = paths.includes(owner) ? findSynonym(['keys'], lastKey(path), ['values']) : undefined;
  if (entry !== undefined && entry.names.length > 0) return { path: owner, hint: didYouMean(entry, quote) };
  const meaning = findSynonym(['keys'], path, paths) ?? findSynonym(['keys'], lastKey(path), paths);
  if (meaning === undefined) {
    const [ending] = pathsEndingIn(lastKey(path)).filter((candidate) => top === undefined || isIn(candidate, top));
    return ending === undefined ? undefined : { path: ending, hint: didYouMean({ names: [ending] }, quote) };
  }
  const [first, ...others] = meaning.names.toSorted((a, b) => Number(isIn(b, top)) - Number(isIn(a, top)));
  if (meaning.note !== undefined) return { path: first, hint: meaning.note };
  if (first === undefined) return undefined;
  // Prefers a path below the part that was named.
  const names = isIn(first, top) ? [first, ...others.filter((name) => isIn(name, top))] : [first, ...others];
  return { path: first, hint: didYouMean({ names }, quote) };
}

/** Writes `did you mean "a", "b" or "c"?`, or the table's note on the nearest name. */
export function didYouMean({ names, note }: Meaning, write: (name: string) => string): string {
  if (note !== undefined) return note;
  const written = names.slice(0, 4).map(write);
  const last = written.pop() ?? '';
  return `did you mean ${written.length > 0 ? `${written.join(', ')} or ${last}` : last}?`;
}

const lastKey = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

const isIn = (path: string, top: string | undefined): boolean =>
  top !== undefined && (path === top || path.startsWith(`${top}.`));

/** Returns the part of a sweep that a place belongs to: `optimizer`; empty at the top. */
function partOf(parent: DocumentPath): string {
  const [first = ''] = parent;
  return String(first);
}
