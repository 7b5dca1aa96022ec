import { distance as editDistance } from 'fastest-levenshtein';

/**
 * Returns the names closest to `wanted` by edit distance, best first: at most three, none farther than a third of the
 * length.
 */
export function nearestNames(wanted: string, names: readonly string[]): string[] {
  const limit = Math.max(2, Math.ceil(wanted.length / 3));
  return (
    names
      // The edit distance is at least the difference in length; comparing only names of similar length keeps long text
      // cheap.
      .filter((name) => Math.abs(name.length - wanted.length) <= limit || name.startsWith(wanted))
      .map((name) => ({ name, distance: editDistance(wanted.toLowerCase(), name.toLowerCase()) }))
      .filter(({ name, distance }) => distance <= limit || name.startsWith(wanted))
      .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
      .slice(0, 3)
      .map(({ name }) => name)
  );
}
