import { z } from 'zod';
import { optionNotes } from '../../registry/index.ts';
import type { Definition } from '../../registry/registry.ts';
import { chain } from '../transforms/chain.ts';
import { clipByGlobalNorm } from '../transforms/clip-by-global-norm.ts';
import { clipByValue } from '../transforms/clip-by-value.ts';
import { decayWeights } from '../transforms/decay-weights.ts';
import type { Optimizer } from '../transforms/gradient-transform.ts';

/** The result of a definition; a custom module must be loaded first. */
export type OptimizerMade = Optimizer | Promise<Optimizer>;

/** Options that every optimizer has besides its own. None has a default: when omitted, nothing is done. */
export const commonOptions = {
  clip_value: z
    .number()
    .gt(0)
    .max(1e6)
    .optional()
    .describe('Limit for the magnitude of each gradient value; larger ones are clipped, before clip_norm'),
  clip_norm: z
    .number()
    .gt(0)
    .max(1e6)
    .optional()
    .describe("Limit for the gradient's L2 norm over all parameters; longer gradients are scaled down"),
  weight_decay: z
    .number()
    .min(0)
    .max(10)
    .optional()
    .describe('Decoupled weight decay: each step also subtracts learning_rate weight_decay w')
    .register(optionNotes, { neutral: 0 }),
  weight_ema: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe(
      'Decay of a moving average of the weights, which is tested and kept instead of the weights; it rises as min(decay, (1 + step) / (10 + step)), so short runs do not distinguish large decays',
    ),
};

type CommonOptions = z.output<z.ZodObject<typeof commonOptions>>;

/**
 * Adds clipping before the optimizer and decay after it. The average of the weights is added by `createOptimizer`,
 * because it follows the constraints.
 */
function withStages(optimizer: Optimizer, { clip_value, clip_norm, weight_decay }: CommonOptions): Optimizer {
  const stages: Optimizer[] = [];
  if (clip_value !== undefined) stages.push(clipByValue(clip_value));
  if (clip_norm !== undefined) stages.push(clipByGlobalNorm(clip_norm));
  stages.push(optimizer);
  if (weight_decay !== undefined && weight_decay > 0) stages.push(decayWeights(weight_decay));
  return stages.length === 1 ? optimizer : chain(...stages);
}

type OptimizerDefinition = Definition<never, OptimizerMade, never>;

function withCommonOptionsOf(definition: OptimizerDefinition): OptimizerDefinition {
  const own = new Set(Object.keys(definition.options.shape));
  const added = Object.entries(commonOptions).filter(([name]) => !own.has(name));
  return {
    ...definition,
    options: definition.options.extend(Object.fromEntries(added)),
    create(options: Readonly<Record<string, unknown>>, context) {
      const pick = (isOwn: boolean): unknown =>
        Object.fromEntries(Object.entries(options).filter(([name]) => own.has(name) === isOwn));
      const made = definition.create(pick(true) as never, context);
      const common = pick(false) as CommonOptions;
      return made instanceof Promise
        ? made.then((optimizer) => withStages(optimizer, common))
        : withStages(made, common);
    },
  };
}

/** Gives every optimizer of a registry the common options, except those that it defines itself. */
export function withCommonOptions<Name extends string>(
  definitions: Readonly<Record<Name, OptimizerDefinition>>,
): Readonly<Record<Name, OptimizerDefinition>> {
  return Object.fromEntries(
    Object.entries<OptimizerDefinition>(definitions).map(([name, definition]) => [
      name,
      withCommonOptionsOf(definition),
    ]),
  ) as Record<Name, OptimizerDefinition>;
}
