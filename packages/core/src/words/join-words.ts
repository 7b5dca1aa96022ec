/** Joins words as in a sentence: `a`, `a and b`, `a, b and c`; empty for an empty list. */
export function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : last;
}
