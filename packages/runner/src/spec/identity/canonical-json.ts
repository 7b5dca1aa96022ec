/**
 * Writes JSON with sorted keys and without spaces, so that equal values give equal text. Keys whose value is
 * undefined are left out, as in JSON.
 *
 * @throws Error for NaN and infinities, which JSON lacks: they would hash like null
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} has no canonical JSON`);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, child]) => child !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => `${JSON.stringify(key)}:${canonicalJson(child)}`);
    return `{${entries.join(',')}}`;
  }
  const text = JSON.stringify(value);
  if (text === undefined) throw new Error(`${typeof value} has no canonical JSON`);
  return text;
}
