import { nearestNames } from '@sweepdeck/core/errors';
import { quote } from './describe-value.ts';
import type { Problem } from './problem.ts';
import type { DocumentPath } from './sweep-document.ts';
import { sweepablePaths } from './sweepable-paths.ts';

const sweepPaths = sweepablePaths
  .map(({ path }) => path)
  // Accepted for a single value only, so not worth suggesting.
  .filter((path) => !path.startsWith('dataset'));

/** Why a key has no place where it stands, and which one was probably meant. */
export function unknownKeyProblem(
  parent: DocumentPath,
  key: string,
  keys: readonly string[],
): Pick<Problem, 'text' | 'hint'> {
  if (parent.length === 1 && parent[0] === 'parameters') return unknownParameter(key);
  const text = `unknown key; expected ${keys.length > 1 ? 'one of ' : ''}${keys.join(', ')}`;
  const [nearest] = nearestNames(key, keys);
  if (nearest !== undefined) return { text, hint: `did you mean ${quote(nearest)}?` };
  if (parent.length === 0) {
    const path = sweepPaths.find((candidate) => candidate.endsWith(`.${key}`));
    return { text, hint: path === undefined ? undefined : `did you mean ${quote(path)}?` };
  }
  const dotted = `${String(parent.at(-1))}.${key}`;
  return parent[0] === 'parameters' && sweepPaths.includes(dotted)
    ? { text, hint: `write the path with a dot: ${dotted}: { values: [...] }` }
    : { text };
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
  if (['name', 'method', 'engine', 'repeats', 'folds', 'keep_weights', 'parameters'].includes(top)) {
    return { text: 'cannot be swept; it belongs to the sweep and not to a trial' };
  }
  const nearest =
    sweepPaths.find((candidate) => candidate.endsWith(`.${path}`) || path === `${candidate}.name`) ??
    nearestNames(path, sweepPaths)[0];
  const text = `not a path into the trial configuration; expected ${expectedPaths(path, top)}`;
  return { text, hint: nearest === undefined ? undefined : `did you mean ${quote(nearest)}?` };
}

/** The paths under the part that was probably meant; the parts alone where none was: all paths would fill a screen. */
function expectedPaths(path: string, top: string): string {
  const parts = sweepPaths.filter((candidate) => !candidate.includes('.'));
  const [part] = path.includes('.') ? nearestNames(top, parts) : [];
  if (part === undefined) return `one of ${parts.join(', ')}, or an option of one, such as training.epochs`;
  const within = sweepPaths.filter((candidate) => candidate === part || candidate.startsWith(`${part}.`));
  return within.length > 1 ? `one of ${within.join(', ')}` : part;
}
