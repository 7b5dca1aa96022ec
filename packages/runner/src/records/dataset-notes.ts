import type { DatasetNote } from '@sweepdeck/core/datasets';

/** `Warning: the images hold only 0 and 1`; `Note: ...` for what is only worth knowing. */
export function describeNote({ severity, message }: DatasetNote): string {
  return `${severity === 'warning' ? 'Warning' : 'Note'}: ${message}`;
}
