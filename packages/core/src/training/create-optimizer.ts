import { addPenaltyGradients } from '../regularizers/add-penalty-gradients.ts';
import { withMaxNorm } from '../regularizers/max-norm.ts';
import type { RegularizationConfig } from '../regularizers/regularization-config.ts';
import { createNamed, type NamedConfig } from '../registry/index.ts';
import { chain } from '../optimizers/transforms/chain.ts';
import type { Optimizer } from '../optimizers/transforms/gradient-transform.ts';
import { optimizerRegistry } from '../optimizers/optimizer-registry.ts';
import { withWeightAverage } from '../optimizers/transforms/weight-average.ts';
import type { OptimizerMade } from '../optimizers/options/with-common-options.ts';

/**
 * Creates a trial's complete optimizer: penalties, clipping, the optimizer with its decay, constraints, averages.
 * Omitted options add no stage.
 *
 * @param config must have passed the schema of `optimizerRegistry`
 */
export async function createOptimizer(
  config: NamedConfig,
  regularization: RegularizationConfig | undefined,
): Promise<Optimizer> {
  const { l1 = 0, l2 = 0, max_norm: maxNorm } = regularization ?? {};
  const { weight_ema: averageDecay } = config;
  let optimizer = await createNamed<OptimizerMade>(optimizerRegistry, config);
  if (l1 > 0 || l2 > 0) optimizer = chain(addPenaltyGradients({ l1, l2 }), optimizer);
  if (maxNorm !== undefined) optimizer = withMaxNorm(optimizer, maxNorm);
  return typeof averageDecay === 'number' ? withWeightAverage(optimizer, averageDecay) : optimizer;
}
