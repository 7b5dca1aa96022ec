import { mul, type Tensor } from '@tensorflow/tfjs-core';
import { weightedSum } from './weighted-sum.ts';

/** How an optimizer's pass combines a parameter `w` and the direction `u` that it computes: `keep w + factor u`. */
export interface Move {
  /** 0 omits the parameter, whatever its value, so that the pass computes an update. */
  readonly keep: number;
  readonly factor: number;
}

/** Computes `keep w + factor u`, element-wise, for equal shapes. */
export function moved(parameter: Tensor, direction: Tensor, { keep, factor }: Move): Tensor {
  return keep === 0 ? mul(direction, factor) : weightedSum(keep, parameter, factor, direction);
}
