import type { JsonValue } from '../../records/json-value.ts';
import { displayWidth, padToWidth } from '../../reporters/display-width.ts';

/** A path longer than this does not push the other values to the right. */
const widestPath = 32;

/** Formats JSON as lines of path and value: `training.epochs  10`. */
export function jsonLines(value: unknown): string[] {
  const leaves = listLeaves(value as JsonValue, '');
  const width = Math.min(widestPath, Math.max(0, ...leaves.map(([path]) => displayWidth(path))));
  return leaves.map(([path, text]) => `${padToWidth(path, width)}  ${text}`);
}

function listLeaves(value: JsonValue, path: string): (readonly [path: string, text: string])[] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  if (Array.isArray(value)) return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, member]) => listLeaves(member, path === '' ? key : `${path}.${key}`));
}
