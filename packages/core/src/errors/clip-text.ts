/** Of an error's message or hint: enough for a screen. */
export const longestMessage = 2000;

/** A text of at most about `limit` characters; a longer one says how long it was. */
export function clipText(text: string, limit: number = longestMessage): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit)}... (${text.length.toLocaleString('en-US')} characters in all)`;
}
