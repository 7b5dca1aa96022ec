/** Splits a list into groups of a size that is read at once. */
export function* inGroups<Item>(items: readonly Item[], size = 200): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
