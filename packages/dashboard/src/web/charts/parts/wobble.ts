/** Returns a number in -1..1 that looks random but is always the same, so that fixtures do not change between runs. */
export function wobble(index: number): number {
  const value = Math.sin(index * 12.9898 + 4.1414) * 43_758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}
