/** Length limit of an error's message or hint: about a screen. */
export const longestMessage = 2000;

/** Cuts a text to about `limit` characters; a longer one ends with its full length. */
export function clipText(text: string, limit: number = longestMessage): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit)}... (${text.length.toLocaleString('en-US')} characters in total)`;
}
