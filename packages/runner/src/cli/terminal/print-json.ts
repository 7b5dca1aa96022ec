import { stringifyNamed } from '../../records/non-finite-json.ts';

/** JSON for `--json`; NaN and the infinities, which JSON lacks, are written as strings. */
export function formatJson(data: unknown): string {
  return stringifyNamed(data, 2);
}
