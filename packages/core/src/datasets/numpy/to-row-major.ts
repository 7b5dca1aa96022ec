import type { Elements } from './read-elements.ts';

/** Converts elements from Fortran order, first index fastest, to C order, last index fastest. */
export function toRowMajor(values: Elements, shape: readonly number[]): Elements {
  // Elements are only moved, so their type makes no difference.
  const from = values as Float64Array;
  const result = from.slice();
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const position = shape.map(() => 0);
  let source = 0;
  for (let target = 0; target < result.length; target++) {
    result[target] = from[source] as number;
    // Advances like an odometer, the last axis first.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (position[axis] ?? 0) + 1;
      const stride = strides[axis] ?? 0;
      source += stride;
      position[axis] = next;
      if (next < (shape[axis] ?? 0)) break;
      source -= stride * next;
      position[axis] = 0;
    }
  }
  return result;
}
