import { backend_util, MaxPool, MaxPoolGrad, type Tensor } from '@tensorflow/tfjs-core';
import { maxPoolKernels } from '../../../../ops/max-pool.ts';
import { opKernel } from '../../../../ops/op-kernel.ts';
import { wasmKernel, type KernelFamily } from '../wasm-kernel.ts';

type PoolShape = [
  batch: number,
  height: number,
  width: number,
  channels: number,
  outputHeight: number,
  outputWidth: number,
  windowHeight: number,
  windowWidth: number,
  strideHeight: number,
  strideWidth: number,
  padTop: number,
  padLeft: number,
];

type Padding = Parameters<typeof backend_util.computePool2DInfo>[4];

interface StockAttributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: Padding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const stockPool = opKernel<{ readonly x: Tensor }, StockAttributes, Tensor>(MaxPool);
const stockGradient = opKernel<Readonly<Record<'input' | 'output' | 'dy', Tensor>>, StockAttributes, Tensor>(
  MaxPoolGrad,
);

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

/** Max pooling, also in place of the stock kernel, whose gradient is wrong for windows without a positive value. */
export const maxPoolFamily: KernelFamily = ({ kernels, address, makeOutput }) => [
  wasmKernel(maxPoolKernels.forward, ({ x }, { size, stride }) => {
    const { shape, outShape } = geometry(x.shape, size, stride, 'valid');
    const y = makeOutput(outShape);
    kernels.maxPoolForward(...shape, address(x), address(y));
    return y;
  }),
  wasmKernel(maxPoolKernels.gradient, ({ x, y, dy }, { size, stride }) => {
    const { shape } = geometry(x.shape, size, stride, 'valid');
    const dx = makeOutput(x.shape);
    kernels.maxPoolGradient(...shape, address(dy), address(x), address(y), address(dx));
    return dx;
  }),
  wasmKernel(stockPool, ({ x }, { filterSize, strides, pad, dimRoundingMode }) => {
    const { shape, outShape } = geometry(x.shape, filterSize, strides, pad, dimRoundingMode);
    const y = makeOutput(outShape);
    kernels.maxPoolForward(...shape, address(x), address(y));
    return y;
  }),
  wasmKernel(stockGradient, ({ input: x, output: y, dy }, { filterSize, strides, pad, dimRoundingMode }) => {
    const { shape } = geometry(x.shape, filterSize, strides, pad, dimRoundingMode);
    const dx = makeOutput(x.shape);
    kernels.maxPoolGradient(...shape, address(dy), address(x), address(y), address(dx));
    return dx;
  }),
];
