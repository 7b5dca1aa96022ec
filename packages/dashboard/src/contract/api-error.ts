import { z } from 'zod';

/** The body of every response with a status of 400 or more. */
export const apiErrorSchema = z.object({
  error: z.object({
    code: z.string().describe('Stable, kebab-case'),
    message: z.string().describe('What was seen and what was expected'),
    hint: z.string().optional().describe('What to do about it'),
  }),
});

export type ApiError = z.output<typeof apiErrorSchema>;
