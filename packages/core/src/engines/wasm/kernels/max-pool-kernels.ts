import { backend_util, MaxPool, MaxPoolGrad } from '@tensorflow/tfjs-core';
import { maxPoolKernels } from '../../../ops/max-pool.ts';
import type { PoolShape } from '../kernel-module.ts';
import { inputNamed, type KernelFamily } from './kernel-input.ts';

type Padding = Parameters<typeof backend_util.computePool2DInfo>[4];

interface OwnAttributes {
  readonly size: number;
  readonly stride: number;
}

interface StockAttributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: Padding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

function geometry(
  inputShape: readonly number[],
  size: number | [number, number],
  strides: number | [number, number],
  pad: Padding,
  roundingMode?: StockAttributes['dimRoundingMode'],
) {
  const input = inputShape as [number, number, number, number];
  const info = backend_util.computePool2DInfo(input, size, strides, 1, pad, roundingMode);
  const shape: PoolShape = [
    info.batchSize,
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.outHeight,
    info.outWidth,
    info.filterHeight,
    info.filterWidth,
    info.strideHeight,
    info.strideWidth,
    info.padInfo.top,
    info.padInfo.left,
  ];
  return { shape, outShape: info.outShape };
}

/** Our max pooling, also in place of the stock one, whose gradient is wrong for windows without a positive value. */
export const maxPoolFamily: KernelFamily = ({ kernels, address, makeOutput }) => ({
  [maxPoolKernels.forward]({ inputs, attrs }) {
    const { size, stride } = attrs as unknown as OwnAttributes;
    const x = inputNamed(inputs, 'x');
    const { shape, outShape } = geometry(x.shape, size, stride, 'valid');
    const y = makeOutput(outShape);
    kernels.maxPoolForward(...shape, address(x), address(y));
    return y;
  },
  [maxPoolKernels.gradient]({ inputs, attrs }) {
    const { size, stride } = attrs as unknown as OwnAttributes;
    const [x, y, dy] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'y'), inputNamed(inputs, 'dy')];
    const { shape } = geometry(x.shape, size, stride, 'valid');
    const dx = makeOutput(x.shape);
    kernels.maxPoolGradient(...shape, address(dy), address(x), address(y), address(dx));
    return dx;
  },
  [MaxPool]({ inputs, attrs }) {
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as StockAttributes;
    const x = inputNamed(inputs, 'x');
    const { shape, outShape } = geometry(x.shape, filterSize, strides, pad, dimRoundingMode);
    const y = makeOutput(outShape);
    kernels.maxPoolForward(...shape, address(x), address(y));
    return y;
  },
  [MaxPoolGrad]({ inputs, attrs }) {
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as StockAttributes;
    const [x, y, dy] = [inputNamed(inputs, 'input'), inputNamed(inputs, 'output'), inputNamed(inputs, 'dy')];
    const { shape } = geometry(x.shape, filterSize, strides, pad, dimRoundingMode);
    const dx = makeOutput(x.shape);
    kernels.maxPoolGradient(...shape, address(dy), address(x), address(y), address(dx));
    return dx;
  },
});
