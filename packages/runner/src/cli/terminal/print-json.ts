import { stringifyNamed } from '../../records/non-finite-json.ts';

/** Formats data for `--json`. JSON lacks NaN and the infinities, so they become strings. */
export function formatJson(data: unknown): string {
  return stringifyNamed(data, 2);
}
