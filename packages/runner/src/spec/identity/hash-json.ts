import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** Returns the first 32 hex characters of the SHA-256 of a value's canonical JSON. */
export function hashJson(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 32);
}
