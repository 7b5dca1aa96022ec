/** Describes the most frequent mistakes: `Most often 4 is taken for 9 (12 times), ...`. */
export function describeConfusions(
  confusion: readonly (readonly number[])[],
  names: readonly string[],
  count = 3,
): string {
  const mistakes = confusion
    .flatMap((row, truth) => row.map((times, predicted) => ({ truth, predicted, times })))
    .filter(({ truth, predicted, times }) => truth !== predicted && times > 0)
    .toSorted((a, b) => b.times - a.times)
    .slice(0, count);
  if (mistakes.length === 0) return 'No mistakes on the test split.';
  const name = (index: number) => names[index] ?? String(index);
  const parts = mistakes.map(({ truth, predicted, times }) => `${name(truth)} for ${name(predicted)} (${times}×)`);
  return `Most often mistaken: ${parts.join(', ')}.`;
}
