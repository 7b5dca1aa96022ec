import { z } from 'zod';

/** The data, models and durations of a sweep's trials. Each part lists its values, several if it is swept. */
export const settingSchema = z.object({
  datasets: z.array(z.string()).readonly(),
  models: z.array(z.string()).readonly(),
  epochs: z.array(z.int()).readonly().describe('Upper limit'),
  batchSizes: z.array(z.int()).readonly(),
});

export type Setting = z.output<typeof settingSchema>;
