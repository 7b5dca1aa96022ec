import { z } from 'zod';
import { wireNumber } from './wire-number.ts';

/** The cost of a model, independent of the machine. */
export const modelSizeSchema = z.object({
  parameterCount: z.int().describe('Number of values that training changes by gradient'),
  multiplyAdds: z.int().describe('For one forward pass of one image'),
});

/** Predictions of similar confidence on the test split. */
export const reliabilityBinSchema = z.object({
  count: z.int(),
  meanConfidence: wireNumber.describe('Mean probability of the predicted class, 0..1; NaN for an empty bin'),
  accuracy: wireNumber.describe('Share of correct predictions, 0..1; NaN for an empty bin'),
});

/** A misclassified test image. */
export const mistakeSchema = z.object({
  index: z.int().describe('Index of the image in its dataset, from 0'),
  label: z.int().describe('Index of the true class'),
  predicted: z.int().describe('Index of the predicted class'),
  confidence: wireNumber.describe('Probability of the predicted class, 0..1'),
});

export type ModelSize = z.output<typeof modelSizeSchema>;
export type ReliabilityBin = z.output<typeof reliabilityBinSchema>;
export type Mistake = z.output<typeof mistakeSchema>;
