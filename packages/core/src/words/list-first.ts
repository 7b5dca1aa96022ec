/**
 * Writes the beginning of a list that may be long: `a, b, c, and 40 more`.
 *
 * @param most maximum number of items written
 *
 * @param noun a noun for the others, if `more` alone is not clear
 */
export function listFirst(items: readonly (string | number)[], most: number, noun = ''): string {
  const rest = items.length - most;
  const more = rest > 0 ? `, and ${rest} more${noun === '' ? '' : ` ${noun}`}` : '';
  return items.slice(0, most).join(', ') + more;
}
