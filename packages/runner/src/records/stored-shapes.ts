import type { MetricName } from '@sweepdeck/core/metrics';
import type { TrialConfig } from '@sweepdeck/core/training';
import { z } from 'zod';
import type { JsonValue } from './json-value.ts';
import { parameterAxisSchema } from './parameter-axis.ts';

/** A number that may be NaN or infinite; `z.number()` accepts only finite ones. */
const anyNumber = z.custom<number>((value) => typeof value === 'number', 'expected a number');

/** A part of a configuration that is chosen by name, with its options. */
const named = z.looseObject({ name: z.string() });

/** The parts of a configuration that every reader relies on. Its options may be those of an earlier version. */
const readableConfig = z.looseObject({
  dataset: named,
  model: named,
  loss: named,
  optimizer: named,
  learning_rate: z.number(),
  schedule: named,
  training: z.looseObject({ epochs: z.number(), batch_size: z.number() }),
  metric: z.looseObject({ name: z.string(), goal: z.string() }),
  fold: z.looseObject({ index: z.number(), count: z.number() }).optional(),
  seed: z.number(),
});

/**
 * A stored configuration. It was checked in full when it was written, and the options of an earlier version may not
 * pass today's check, so this checks what every reader relies on and keeps the rest as it is.
 */
export const storedConfigSchema = z.custom<TrialConfig>((value) => readableConfig.safeParse(value).success, {
  error: ({ input }) => {
    const issue = readableConfig.safeParse(input).error?.issues[0];
    return issue === undefined
      ? 'expected a configuration'
      : `${issue.message}, at ${issue.path.join('.') || 'the top'}`;
  },
});

export const storedAxesSchema = z.array(parameterAxisSchema).readonly();

/** Any mapping: what was parsed from JSON holds only JSON values. */
export const storedParametersSchema = z.custom<Readonly<Record<string, JsonValue>>>(isMapping, 'expected a mapping');

export const storedErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  stack: z.string().optional(),
});

export const storedDivergenceSchema = z.object({
  epoch: z.number(),
  step: z.number(),
  quantity: z.string(),
  value: z.enum(['nan', 'infinity', '-infinity']),
});

/** A check by hand, because a store has tens of thousands of these and `z.record` takes ten times as long. */
export const storedMetricsSchema = z.custom<Readonly<Partial<Record<MetricName, number>>>>(
  (value) => isMapping(value) && Object.values(value).every((metric) => typeof metric === 'number'),
  'expected numbers by the name of their metric',
);

/** Every artifact may be absent; see `TrialArtifacts`. */
export const storedArtifactsSchema = z.object({
  model: z.object({ parameterCount: z.number(), multiplyAdds: z.number() }).exactOptional(),
  confusion: z.array(z.array(z.number()).readonly()).readonly().exactOptional(),
  reliability: z
    .array(z.object({ count: z.number(), meanConfidence: anyNumber, accuracy: anyNumber }))
    .readonly()
    .exactOptional(),
  mistakes: z
    .array(z.object({ index: z.number(), label: z.number(), predicted: z.number(), confidence: anyNumber }))
    .readonly()
    .exactOptional(),
});

export const storedRangeOptionsSchema = z.object({
  minimumRate: z.number(),
  maximumRate: z.number(),
  steps: z.number(),
});

export const storedRangePointsSchema = z
  .array(z.object({ step: z.number(), learningRate: z.number(), loss: anyNumber, smoothedLoss: anyNumber }))
  .readonly();

export const storedRangeSummarySchema = z.object({
  suggestedRate: z.number().nullable(),
  usableRates: z.object({ from: z.number(), to: z.number() }).nullable(),
  ending: z.enum(['reached-the-end', 'blew-up']),
});

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
