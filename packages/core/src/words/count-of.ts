/**
 * Writes a number with its noun: `1 trial`, `12 trials`, `3 losses`, `1,200 images`.
 *
 * @param several the plural; when omitted, the noun with an s, or with es if it ends in s
 */
export function countOf(count: number, noun: string, several = `${noun}${noun.endsWith('s') ? 'es' : 's'}`): string {
  // Only large numbers need separators, whose first use loads a locale.
  const number = Math.abs(count) < 1000 ? String(count) : count.toLocaleString('en');
  return `${number} ${count === 1 ? noun : several}`;
}
