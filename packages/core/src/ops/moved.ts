import { mul, type Tensor } from '@tensorflow/tfjs-core';
import { weightedSum } from './weighted-sum.ts';

/** What an optimizer's pass makes of a parameter `w` and the direction `u` that it computes: `keep w + factor u`. */
export interface Move {
  /** 0 leaves the parameter out, whatever its value: the pass makes an update. */
  readonly keep: number;
  readonly factor: number;
}

/** `keep w + factor u`, element-wise, same shapes. */
export function moved(parameter: Tensor, direction: Tensor, { keep, factor }: Move): Tensor {
  return keep === 0 ? mul(direction, factor) : weightedSum(keep, parameter, factor, direction);
}
