import { z } from 'zod';
import { wireNumber } from './wire-number.ts';

/** What a model costs, independent of the machine. */
export const modelSizeSchema = z.object({
  parameterCount: z.int().describe('Values that training changes by gradient'),
  multiplyAdds: z.int().describe('Of one forward pass of one image'),
});

/** Predictions of about the same confidence on the test split. */
export const reliabilityBinSchema = z.object({
  count: z.int(),
  meanConfidence: wireNumber.describe('Mean probability of the predicted class, 0..1; NaN for an empty bin'),
  accuracy: wireNumber.describe('Share of right predictions, 0..1; NaN for an empty bin'),
});

/** A test image that the model took for another class. */
export const mistakeSchema = z.object({
  index: z.int().describe('Of the image in its dataset, counted from 0'),
  label: z.int().describe('Class index of the truth'),
  predicted: z.int().describe('Class index that the model gave'),
  confidence: wireNumber.describe('Probability of the predicted class, 0..1'),
});

export type ModelSize = z.output<typeof modelSizeSchema>;
export type ReliabilityBin = z.output<typeof reliabilityBinSchema>;
export type Mistake = z.output<typeof mistakeSchema>;
