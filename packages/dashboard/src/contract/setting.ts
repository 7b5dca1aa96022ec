import { z } from 'zod';

/** What the trials of a sweep are trained on and for how long: each part lists its values, several where it is swept. */
export const settingSchema = z.object({
  datasets: z.array(z.string()).readonly(),
  models: z.array(z.string()).readonly(),
  epochs: z.array(z.int()).readonly().describe('At most'),
  batchSizes: z.array(z.int()).readonly(),
});

export type Setting = z.output<typeof settingSchema>;
