import type { Divergence } from '../../contract/index.ts';

const values = { nan: 'NaN', infinity: 'infinite', '-infinity': 'minus infinity' } as const;

/** Describes when and why a trial diverged: `in epoch 3, step 263: the gradient norm became NaN`. */
export function describeDivergence({ epoch, step, quantity, value }: Divergence): string {
  return `in epoch ${epoch}, step ${step}: the ${quantity.replaceAll('_', ' ')} became ${values[value]}`;
}
