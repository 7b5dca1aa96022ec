import type { DatasetNote } from '@sweepdeck/core/datasets';
import { z } from 'zod';
import type { JsonValue } from './records.ts';

const withNotes = z.object({
  dataset: z.object({
    notes: z.array(z.object({ code: z.string(), severity: z.enum(['info', 'warning']), message: z.string() })),
  }),
});

/** What was noted of the data, as an attempt's environment holds it; nothing for one that holds no notes. */
export function datasetNotesOf(environment: JsonValue | undefined): readonly DatasetNote[] {
  const parsed = withNotes.safeParse(environment);
  return parsed.success ? parsed.data.dataset.notes : [];
}

/** `Warning: the images hold only 0 and 1`; `Note: ...` for what is only worth knowing. */
export function describeNote({ severity, message }: DatasetNote): string {
  return `${severity === 'warning' ? 'Warning' : 'Note'}: ${message}`;
}
