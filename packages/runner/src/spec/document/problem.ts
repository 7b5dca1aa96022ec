import { SweepdeckError } from '@sweepdeck/core/errors';
import { countOf } from '@sweepdeck/core/words';
import type { Place } from './sweep-document.ts';

/** A mistake in a sweep. */
export interface Problem {
  readonly place: Place;
  /** `parameters.loss.values[1]`; empty for the whole file. */
  readonly path: string;
  /** Nobody reads more; fix the first ones, and the next run reports the rest. */
  readonly text: string;
  readonly hint?: string | undefined;
}

/** More than these are not read; the first ones mended, the rest is told. */
const maxShown = 20;

/**
 * Makes one error of the first problems, one per line in the order of the file, and the number of the others. The
 * hint of a single problem becomes the error's hint.
 */
export function problemsError(code: string, problems: readonly Problem[]): SweepdeckError {
  const shown = problems.toSorted((a, b) => a.place.order - b.place.order).slice(0, maxShown);
  const isAlone = problems.length === 1;
  const lines = listNamesOnce(shown).map((problem) => problemLine(problem, !isAlone));
  const left = problems.length - shown.length;
  if (left > 0) lines.push(`and ${countOf(left, 'more problem')}`);
  return new SweepdeckError({ code, message: lines.join('\n'), hint: isAlone ? shown[0]?.hint : undefined });
}

/** Makes a problem whose text is computed only if it is shown. Of very many problems, most are not. */
export function lazyProblem(place: Place, path: string, describe: () => Pick<Problem, 'text' | 'hint'>): Problem {
  let described: Pick<Problem, 'text' | 'hint'> | undefined;
  const words = (): Pick<Problem, 'text' | 'hint'> => (described ??= describe());
  return {
    place,
    path,
    get text() {
      return words().text;
    },
    get hint() {
      return words().hint;
    },
  };
}

/** Characters; replacing a shorter list by words would save nothing. */
const shortList = 60;

/** Lists the possible names once, even if seven losses are wrong. */
function listNamesOnce(problems: readonly Problem[]): Problem[] {
  const listed = new Set<string>();
  return problems.map((problem) => {
    const [list] = /(?<=; expected )one of [^;]*$/u.exec(problem.text) ?? [];
    if (list === undefined || list.length < shortList) return problem;
    if (!listed.has(list)) {
      listed.add(list);
      return problem;
    }
    return { ...problem, text: `${problem.text.slice(0, -list.length)}one of the names listed above` };
  });
}

function problemLine({ place, path, text, hint }: Problem, withHint: boolean): string {
  const label = place.isOverride ? `${place.label}:` : `${place.label} `;
  const subject = path === '' ? text : `${path}: ${text}`;
  return `${label} ${subject}${withHint && hint !== undefined ? ` (${hint})` : ''}`;
}
