import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { BatchMatMul, Conv2D, env, type KernelFunc, type Tensor } from '@tensorflow/tfjs-core';
import { opKernel, readKernelCall } from '../../../ops/op-kernel.ts';

const matrixProduct = opKernel<
  { readonly a: Tensor; readonly b: Tensor },
  { readonly transposeA: boolean; readonly transposeB: boolean },
  Tensor
>(BatchMatMul);
const convolution = opKernel<{ readonly filter: Tensor }, object, Tensor>(Conv2D);

/** From this inner length on, the stock kernel may add parts of a product in any order. */
const longestSafeLength = 1999;
const choiceFlag = 'WEBGPU_MATMUL_PROGRAM_TYPE';
/** `MatMulProgramType.MatMulSmallOutputSizeProgram` of TensorFlow.js. */
const programOfSmallTiles = 2;
const stockTile = 32;
/** The stock kernel computes this few results with one workgroup each. */
const fewResults = 128;

/**
 * Wraps the stock matrix product to avoid the program that splits the inner sum by atomic additions, whose bits
 * differ between runs. All other choices are unchanged.
 */
export function reproducible(stock: KernelFunc): KernelFunc {
  return (call) => {
    const { inputs, attributes } = readKernelCall(matrixProduct, call);
    const { a, b } = inputs;
    const { transposeA, transposeB } = attributes;
    const inner = a.shape.at(transposeA ? -2 : -1) ?? 0;
    if (inner <= longestSafeLength) return stock(call);
    const rows = a.shape.at(transposeA ? -1 : -2) ?? 0;
    const columns = b.shape.at(transposeB ? -2 : -1) ?? 0;
    const { thresholdToIncreaseWorkgroups: fewTiles } = call.backend as WebGPUBackend;
    const tiles = Math.ceil(rows / stockTile) * Math.ceil(columns / stockTile);
    const wouldSplit = rows * columns > fewResults && (tiles <= fewTiles || (rows <= 8 && tiles <= 2 * fewTiles));
    return wouldSplit ? withSmallTiles(() => stock(call)) : stock(call);
  };
}

/**
 * Does the same as `reproducible` for a convolution, which becomes a product when its kernel is one pixel or as large
 * as the image.
 */
export function reproducibleConvolution(stock: KernelFunc): KernelFunc {
  return (call) => {
    const { filter } = readKernelCall(convolution, call).inputs;
    const inner = filter.shape.slice(0, 3).reduce((product, length) => product * length, 1);
    return inner > longestSafeLength ? withSmallTiles(() => stock(call)) : stock(call);
  };
}

function withSmallTiles<T>(action: () => T): T {
  env().set(choiceFlag, programOfSmallTiles);
  try {
    return action();
  } finally {
    env().set(choiceFlag, -1);
  }
}
