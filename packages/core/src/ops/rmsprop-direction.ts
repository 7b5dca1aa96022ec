import { add, div, engine, mul, sqrt, square, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel } from './has-kernel.ts';

export interface RmspropOptions {
  readonly rho: number;
  readonly epsilon: number;
}

/** {gradient, meanSquare}, RmspropOptions -> [direction, s'] */
export const rmspropDirectionKernel = 'SweepdeckRmspropDirection';

/**
 * One RMSProp update direction, all element-wise: `s' = rho s + (1 - rho) g^2`, `direction = g / (sqrt(s') + epsilon)`.
 * @returns `[direction, s']`, shaped like `gradient`
 */
export function rmspropDirection(gradient: Tensor, meanSquare: Tensor, options: RmspropOptions): [Tensor, Tensor] {
  if (hasKernel(rmspropDirectionKernel)) {
    return engine().runKernel(rmspropDirectionKernel, { gradient, meanSquare }, { ...options });
  }
  const { rho, epsilon } = options;
  return tidy(() => {
    const next = add(mul(meanSquare, rho), mul(square(gradient), 1 - rho));
    return [div(gradient, add(sqrt(next), epsilon)), next] satisfies Tensor[] as unknown as Tensor;
  }) as unknown as [Tensor, Tensor];
}
