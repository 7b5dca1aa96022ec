import { SweepdeckError } from '@sweepdeck/core/errors';
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

/** All problems as one error, a line each, in the order of the file. A lone problem's hint becomes the error's hint. */
export function problemsError(code: string, problems: readonly Problem[]): SweepdeckError {
  const sorted = problems.toSorted((a, b) => a.place.order - b.place.order);
  const [first, ...rest] = sorted;
  const isAlone = rest.length === 0;
  const message = listNamesOnce(sorted)
    .map((problem) => problemLine(problem, !isAlone))
    .join('\n');
  return new SweepdeckError({ code, message, hint: isAlone ? first?.hint : undefined });
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
