import { z } from 'zod';

export const datasetNoteSchema = z.object({
  code: z.string(),
  severity: z
    .enum(['info', 'warning'])
    .describe('A warning may spoil the results; info says what was taken for granted'),
  message: z.string(),
});

export type DatasetNote = z.output<typeof datasetNoteSchema>;
