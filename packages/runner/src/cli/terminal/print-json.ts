/** JSON for `--json`; NaN and the infinities, which JSON lacks, are written as strings. */
export function formatJson(data: unknown): string {
  return JSON.stringify(
    data,
    (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value),
    2,
  );
}
