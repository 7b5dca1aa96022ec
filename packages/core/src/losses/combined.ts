import { addN, mul, type Tensor1D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { createNamed, define, type Registry } from '../registry/index.ts';
import type { Loss, LossContext } from './loss.ts';
import { termLosses } from './term-losses.ts';

const weightSchema = z.number().min(0).max(1_000_000).describe('Factor of this loss in the sum');

/** A loss in the sum: its weight and its own options. */
export interface Term {
  readonly weight: number;
  readonly [option: string]: unknown;
}

/** Makes the schema of a term. A bare weight stands for a mapping with the loss's options at their defaults. */
function termSchema(options: z.ZodObject): z.ZodType<Term> {
  // The options of an unknown loss hide the weight from the type of the schema.
  const whole = z.strictObject({ weight: weightSchema, ...options.shape }) as unknown as z.ZodType<Term>;
  const weightAlone = weightSchema.transform((weight) => whole.parse({ weight }));
  return z.union([whole, weightAlone]);
}

const termsSchema = z.strictObject(
  Object.fromEntries(
    Object.entries<{ options: z.ZodObject; summary: string }>(termLosses).map(([name, { options, summary }]) => [
      name,
      termSchema(options).optional().describe(summary),
    ]),
  ),
);

/** Computes `sum_i w_i L_i(z, y)`, one value per image. Losses of weight 0 are skipped. */
function combinedLoss(terms: readonly { readonly weight: number; readonly loss: Loss }[]): Loss {
  return (logits, targets) => addN(terms.map(({ weight, loss }) => mul(loss(logits, targets), weight) as Tensor1D));
}

export const combined = define({
  title: 'Combined',
  summary: 'A weighted sum of other losses.',
  source: 'Boyd and Vandenberghe (2004), Convex optimization, section 4.7.4: scalarization',
  options: z.strictObject({
    terms: termsSchema
      .refine((terms) => Object.values(terms).some((term) => term !== undefined && term.weight > 0), {
        error: 'saw no loss with a weight above 0; expected at least one, such as { cross-entropy: 1, mse: 0.5 }',
        // A misspelled loss has its own message, and may be the one with a weight.
        when: ({ issues }) => issues.length === 0,
      })
      .describe(
        "Weight of each loss by its name, such as { cross-entropy: 1, mse: 0.5 }; a mapping with `weight` also takes that loss's options",
      ),
  }),
  create({ terms }, context: LossContext) {
    const registry: Registry<Loss> = termLosses;
    const weighted = Object.entries(terms).flatMap(([name, term]) => {
      if (term === undefined || term.weight === 0) return [];
      const { weight, ...options } = term;
      return [{ weight, loss: createNamed<Loss>(registry, { name, ...options }, context) }];
    });
    return combinedLoss(weighted);
  },
});
