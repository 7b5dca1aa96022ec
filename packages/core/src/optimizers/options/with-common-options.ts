import { z } from 'zod';
import { optionNotes } from '../../registry/index.ts';
import type { Definition } from '../../registry/registry.ts';
import { chain } from '../transforms/chain.ts';
import { clipByGlobalNorm } from '../transforms/clip-by-global-norm.ts';
import { clipByValue } from '../transforms/clip-by-value.ts';
import { decayWeights } from '../transforms/decay-weights.ts';
import type { Optimizer } from '../transforms/gradient-transform.ts';

/** What a definition makes; a module of the user's has to be loaded first. */
export type OptimizerMade = Optimizer | Promise<Optimizer>;

/** Options that every optimizer has beside its own. None has a default: left out, nothing is done. */
export const commonOptions = {
  clip_value: z
    .number()
    .gt(0)
    .max(1e6)
    .optional()
    .describe('Largest size of a value in a gradient; larger ones are cut to it, before clip_norm'),
  clip_norm: z
    .number()
    .gt(0)
    .max(1e6)
    .optional()
    .describe('Longest gradient (L2 norm over all parameters); longer ones are scaled down to it'),
  weight_decay: z
    .number()
    .min(0)
    .max(10)
    .optional()
    .describe('Decoupled weight decay: each step also takes learning_rate weight_decay w')
    .register(optionNotes, { neutral: 0 }),
  weight_ema: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe(
      'Tests and keeps a moving average of the weights with this decay instead of the weights themselves; it rises as min(decay, (1 + step) / (10 + step)), so that short runs do not tell large decays apart',
    ),
};

type CommonOptions = z.output<z.ZodObject<typeof commonOptions>>;

/** Clipping, the optimizer, decay. The average of the weights is `createOptimizer`'s, as it comes after the constraints. */
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

/** Gives every optimizer of a registry the common options, except those of which it has its own. */
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
