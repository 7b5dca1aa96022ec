import { isValueAxis } from '../../../src/records/parameter-axis.ts';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { countTrials } from '../../../src/search/plan-trials.ts';
import { specToJson } from '../../../src/spec/sweep-spec.ts';
import { loadText } from '../../../src/spec/testing/load-text.ts';

const plain = specOf('name: a');

/**
 * Describes the outcome of a sweep file in a line: `accepted: 4 trials, loss x2, learning_rate x2; seed 1` with what is not at its
 * default, or `sweep-invalid 3:25, 4:3` with the places of all problems. Hints and wording are tested elsewhere.
 */
export function outcomeOf(text: string): string {
  try {
    const { spec } = loadText(text);
    const trials = countTrials(spec);
    const axes = spec.axes
      .filter(isValueAxis)
      .map(({ path, values }) => `, ${path} x${values.length}`)
      .join('');
    const changed = Object.entries(specOf(text))
      .filter(([key, value]) => key !== 'parameters' && value !== plain[key])
      .map(([key, value]) => `; ${key} ${value}`);
    return `accepted: ${trials} ${trials === 1 ? 'trial' : 'trials'}${axes}${changed.join('')}`;
  } catch (error) {
    if (!(error instanceof SweepdeckError)) throw error;
    const places = error.message
      .split('\n')
      .map((line) => /^my-sweep\.yaml:(\d+:\d+)/u.exec(line)?.[1] ?? /^and (.*) more/u.exec(line)?.[1]);
    return [error.code, places.filter((place) => place !== undefined).join(', ')].join(' ').trim();
  }
}

/** Each part of the resolved sweep as JSON, without the temporary folder. */
function specOf(text: string): Readonly<Record<string, string>> {
  const spec = specToJson(loadText(text).spec);
  return Object.fromEntries(
    Object.entries(spec ?? {}).map(([key, value]) => [
      key,
      JSON.stringify(value ?? null).replaceAll(/"[^"]*\/sweepdeck-spec-[^/"]*\//gu, '"'),
    ]),
  );
}
