import { z } from 'zod';
import { metricName } from './metric.ts';
import { wireNumber } from './wire-number.ts';

/** One metric of one trial over its epochs. `epochs[i]` belongs to `values[i]`. */
export const metricSeriesSchema = z.object({
  metric: metricName,
  epochs: z.array(z.int()).readonly().describe('Counted from 1'),
  values: z.array(wireNumber).readonly(),
});

export const curveSchema = metricSeriesSchema.extend({
  cell: z.string(),
  trialId: z.int(),
  repeat: z.int(),
});

export type MetricSeries = z.output<typeof metricSeriesSchema>;
export type Curve = z.output<typeof curveSchema>;
