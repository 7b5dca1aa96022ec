/** Formats a metric in at most eight characters: `0.9612`, `12.35`, `1.2e+5`, `nan`, `inf`. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e5 || size < 1e-4)) return value.toExponential(1);
  if (size >= 100) return value.toFixed(1);
  return value.toFixed(size >= 10 ? 2 : 4);
}
