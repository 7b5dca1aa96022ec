/** The value that a measured figure has to reach. */
export type Bar = { readonly atLeast: number } | { readonly below: number };

/** Tells whether a figure reaches its bar; NaN never does. */
export function holds(value: number, bar: Bar): boolean {
  return 'atLeast' in bar ? value >= bar.atLeast : value < bar.below;
}

/** Formats a bar: `>= 1.25` or `< 2000`. */
export function describeBar(bar: Bar): string {
  return 'atLeast' in bar ? `>= ${bar.atLeast}` : `< ${bar.below}`;
}

/** Returns `holds` or `does not hold`; `no bar` without a bar, `not measured` without a figure. */
export function verdict(value: number | null, bar: Bar | null): string {
  if (bar === null) return 'no bar';
  if (value === null) return 'not measured';
  return holds(value, bar) ? 'holds' : 'does not hold';
}
