import { SweepdeckError } from '@sweepdeck/core/errors';
import { countOf } from '@sweepdeck/core/words';
import type { Place } from './sweep-document.ts';

/** One thing that is wrong with a sweep. */
export interface Problem {
  readonly place: Place;
  /** `parameters.loss.values[1]`; empty for the whole file. */
  readonly path: string;
  /** `saw "hinje"; expected one of cross-entropy, mse, hinge` */
  readonly text: string;
  readonly hint?: string | undefined;
}

/** More than these are not read; the first ones mended, the rest is told. */
const maxShown = 20;

/**
 * The first problems as one error, a line each, in the order of the file, and how many more there are. A lone problem's hint
 * becomes the error's hint.
 */
export function problemsError(code: string, problems: readonly Problem[]): SweepdeckError {
  const shown = problems.toSorted((a, b) => a.place.order - b.place.order).slice(0, maxShown);
  const isAlone = problems.length === 1;
  const lines = listNamesOnce(shown).map((problem) => problemLine(problem, !isAlone));
  const left = problems.length - shown.length;
  if (left > 0) lines.push(`and ${countOf(left, 'more problem')}`);
  return new SweepdeckError({ code, message: lines.join('\n'), hint: isAlone ? shown[0]?.hint : undefined });
}

/** A problem that is put into words only when it is shown: of very many, most are not. */
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

/** A list shorter than this is as short as the words that would stand for it, characters. */
const shortList = 60;

/** Seven wrong losses list the losses once. */
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
