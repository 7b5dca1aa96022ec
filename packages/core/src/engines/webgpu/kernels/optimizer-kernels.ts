import { adamPassKernel } from '../../../ops/adam-pass.ts';
import { weightedSumKernel } from '../../../ops/add-scaled.ts';
import { elementwise } from './elementwise.ts';
import { webgpuKernel, type WebgpuKernel } from './webgpu-kernel.ts';

export const weightedSum: WebgpuKernel = webgpuKernel(weightedSumKernel, (backend, { x, y }, { a, b }) =>
  elementwise(
    backend,
    'a * x + b * y',
    [
      ['x', x],
      ['y', y],
    ],
    { a, b },
  ),
);

/** One program per result. Composed ops would need a dozen, and upload a scalar for most of them. */
export const adamPass: WebgpuKernel = webgpuKernel(
  adamPassKernel,
  (backend, { gradient, m, v, largest, parameter }, { beta1, beta2, meanFactor, gradientFactor, offset, keep }) => {
    const g = ['g', gradient] as const;
    const nextM = elementwise(backend, 'beta * m + rest * g', [['m', m], g], { beta: beta1, rest: 1 - beta1 });
    const nextV = elementwise(backend, 'beta * v + rest * g * g', [['v', v], g], { beta: beta2, rest: 1 - beta2 });
    const nextLargest =
      largest &&
      elementwise(
        backend,
        'max(n, v)',
        [
          ['n', largest],
          ['v', nextV],
        ],
        {},
      );
    const direction = '(meanFactor * m + gradientFactor * g) / (sqrt(n) + offset)';
    const isKept = keep !== 0;
    const target = elementwise(
      backend,
      isKept ? `keep * w + ${direction}` : direction,
      [g, ['m', nextM], ['n', nextLargest ?? nextV], ...(isKept ? [['w', parameter] as const] : [])],
      { meanFactor, gradientFactor, offset, keep },
    );
    return [target, nextM, nextV, ...(nextLargest ? [nextLargest] : [])];
  },
);
