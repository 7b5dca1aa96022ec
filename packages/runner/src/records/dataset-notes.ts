import type { DatasetNote } from '@sweepdeck/core/datasets';

/** Formats a note: `Warning: the images hold only 0 and 1`, or `Note: ...` for mere information. */
export function describeNote({ severity, message }: DatasetNote): string {
  return `${severity === 'warning' ? 'Warning' : 'Note'}: ${message}`;
}
