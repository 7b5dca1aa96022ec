/** Formats a rate to two significant digits: `0.001`, `0.012`, `3.2e-5`, `1`. */
export function formatRate(rate: number): string {
  const rounded = Number(rate.toPrecision(2));
  return rounded >= 1e-4 && rounded < 1e4 ? String(rounded) : rounded.toExponential().replace('e+', 'e');
}
