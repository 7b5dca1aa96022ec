import { nearestNames } from '@sweepdeck/core/errors';
import { layerRegistry } from '@sweepdeck/core/models';
import { quote } from '../zod/describe-value.ts';
import type { Problem } from '../document/problem.ts';
import type { DocumentPath } from '../document/sweep-document.ts';
import { sweepablePaths } from '../schema/sweepable-paths.ts';
import { hintOfForeignKey, hintOfForeignPath } from './foreign-key.ts';

const sweepPaths = sweepablePaths
  .map(({ path }) => path)
  // The dataset takes single values only, so suggesting its paths is no help.
  .filter((path) => !path.startsWith('dataset'));

/**
 * Explains why a key does not belong where it is, and which key was probably meant.
 *
 * @param alternatives the names that are possible here, with the keys of each
 */
export function unknownKeyProblem(
  parent: DocumentPath,
  key: string,
  keys: readonly string[],
  alternatives: readonly NamedKeys[] = [],
): Pick<Problem, 'text' | 'hint'> {
  if (parent.length === 1 && parent[0] === 'parameters') return unknownParameter(key);
  const text = `unknown key; expected ${keys.length > 1 ? 'one of ' : ''}${keys.join(', ')}`;
  if (parent.length === 0 && sweepPaths.includes(key) && key.includes('.')) {
    const [top, ...inner] = key.split('.');
    return { text, hint: `write ${top}: { ${inner.join(': { ')}: ... ${'} '.repeat(inner.length).trim()}` };
  }
  const foreign = hintOfForeignKey(parent, key, keys);
  if (foreign?.isCertain === true) return { text, hint: foreign.hint };
  const other = hintOfOtherAlternative(key, alternatives);
  if (other !== undefined) return { text, hint: other };
  const [nearest] = nearestNames(key, keys);
  if (nearest !== undefined) return { text, hint: `did you mean ${quote(nearest)}?` };
  if (foreign !== undefined) return { text, hint: foreign.hint };
  if (parent.length === 0) {
    const path = sweepPaths.find((candidate) => candidate.endsWith(`.${key}`));
    return { text, hint: path === undefined ? undefined : `did you mean ${quote(path)}?` };
  }
  const dotted = `${String(parent.at(-1))}.${key}`;
  return parent[0] === 'parameters' && sweepPaths.includes(dotted)
    ? { text, hint: `write the path with a dot: ${dotted}: { values: [...] }` }
    : { text, hint: elsewhere(parent, key) };
}

/** A named thing with options: an optimizer, a loss, a layer. */
export interface NamedKeys {
  readonly name: string;
  readonly keys: readonly string[];
}

/**
 * Recognizes options of other alternatives: `nesterov: true` for sgd is a name of its own here, and `momentum` an
 * option of other optimizers.
 */
function hintOfOtherAlternative(key: string, alternatives: readonly NamedKeys[]): string | undefined {
  const having = alternatives.filter(({ keys }) => keys.includes(key)).map(({ name }) => name);
  const isName = alternatives.some(({ name }) => name === key);
  if (having.length > 0) return `${key} is an option of ${having.join(', ')}`;
  return isName ? `did you mean name: ${key}?` : undefined;
}

/** Recognizes keys of another part: `dropout`, which models and layers have, inside `regularization`. */
function elsewhere(parent: DocumentPath, key: string): string | undefined {
  const [part] = String(parent[0] === 'parameters' ? parent[1] : parent[0]).split('.');
  const paths = sweepablePaths
    .map((candidate) => candidate.path)
    .filter((candidate) => candidate === key || candidate.endsWith(`.${key}`));
  const [path] = paths;
  if (path === undefined || paths.some((candidate) => candidate.startsWith(`${part}.`))) return undefined;
  return `did you mean ${quote(path)}${Object.hasOwn(layerRegistry, key) ? `, or the layer ${key} of a model` : ''}?`;
}

function unknownParameter(path: string): Pick<Problem, 'text' | 'hint'> {
  const [top = ''] = path.split('.');
  if (top === 'seed') {
    return { text: 'cannot be swept; repeats trains every cell with several seeds', hint: 'write repeats: 3' };
  }
  if (top === 'fold') {
    return { text: 'cannot be swept; folds trains every cell on each fold of the images', hint: 'write folds: 5' };
  }
  if (top === 'metric') return { text: 'cannot be swept; all trials of a sweep are ranked by one metric' };
  if (
    ['name', 'method', 'engine', 'repeats', 'folds', 'diverged', 'keep_weights', 'failures', 'parameters'].includes(top)
  ) {
    return { text: 'cannot be swept; it belongs to the sweep and not to a trial' };
  }
  const foreign = hintOfForeignPath(path, sweepPaths);
  if (foreign !== undefined) {
    const text = `not a path into the trial configuration; expected ${expectedPaths(path, top, foreign.path)}`;
    return { text, hint: foreign.hint };
  }
  const nearest =
    sweepPaths.find((candidate) => candidate.endsWith(`.${path}`) || path === `${candidate}.name`) ??
    nearestNames(path, sweepPaths)[0];
  const text = `not a path into the trial configuration; expected ${expectedPaths(path, top, nearest)}`;
  return { text, hint: nearest === undefined ? undefined : `did you mean ${quote(nearest)}?` };
}

/**
 * Describes the nearest paths: the longest valid beginning with its options, the likely one first. If nothing is
 * near, names only the parts, because all paths would fill a screen.
 */
function expectedPaths(path: string, top: string, nearest: string | undefined): string {
  const parts = sweepPaths.filter((candidate) => !candidate.includes('.'));
  const [part] = path.includes('.') ? nearestNames(top, parts) : [];
  if (part === undefined) return `one of ${parts.join(', ')}, or an option of one, such as training.epochs`;
  const owner = deepestPath([part, ...path.split('.').slice(1)]);
  const options = sweepPaths
    .filter((candidate) => candidate.slice(0, candidate.lastIndexOf('.')) === owner)
    .toSorted((a, b) => Number(leadsTo(b, nearest)) - Number(leadsTo(a, nearest)))
    .map((option) => option.slice(owner.length + 1));
  return options.length === 0 ? owner : `${owner} or one of its options ${options.join(', ')}`;
}

const leadsTo = (path: string, meant: string | undefined): boolean => `${meant}.`.startsWith(`${path}.`);

function deepestPath(keys: readonly string[]): string {
  const prefixes = keys.map((_, index) => keys.slice(0, index + 1).join('.'));
  return prefixes.findLast((prefix) => sweepPaths.includes(prefix)) ?? '';
}
