import {
  _FusedMatMul,
  BatchMatMul,
  broadcast_util,
  type KernelFunc,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { opKernel, readKernelCall } from '../../../../ops/op-kernel.ts';
import type { KernelContext } from '../../kernel-context.ts';
import { axis, sizeOf, wasmKernel, type WasmKernel } from '../wasm-kernel.ts';

interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** Multiplies `[..., rows, depth] x [..., depth, columns]` with broadcast batch axes. */
function multiply(
  { kernels, address, makeOutput, scratch }: KernelContext,
  a: TensorInfo,
  b: TensorInfo,
  { transposeA, transposeB }: MatMulAttributes,
  bias: TensorInfo | undefined,
  isRelu: boolean,
): TensorInfo {
  const rank = a.shape.length;
  const [aFirst, aSecond] = [axis(a.shape, rank - 2), axis(a.shape, rank - 1)];
  const [bFirst, bSecond] = [axis(b.shape, b.shape.length - 2), axis(b.shape, b.shape.length - 1)];
  const [rows, depth] = transposeA ? [aSecond, aFirst] : [aFirst, aSecond];
  const [depthOfB, columns] = transposeB ? [bSecond, bFirst] : [bFirst, bSecond];
  if (depth !== depthOfB) throw new Error(`inner sizes of a matrix product differ: ${depth} and ${depthOfB}`);
  const aBatch = a.shape.slice(0, -2);
  const bBatch = b.shape.slice(0, -2);
  const batch = broadcast_util.assertAndGetBroadcastShape(aBatch, bBatch);
  const out = makeOutput([...batch, rows, columns]);
  const scratchAt = scratch(kernels.matrixMultiplyScratchBytes(rows, columns, depth));
  const [aAt, bAt, outAt, biasAt] = [address(a), address(b), address(out), bias === undefined ? 0 : address(bias)];
  const count = sizeOf(batch);
  for (let i = 0; i < count; i++) {
    const aMatrix = aAt + 4 * rows * depth * broadcastIndex(i, batch, aBatch);
    const bMatrix = bAt + 4 * depth * columns * broadcastIndex(i, batch, bBatch);
    const target = outAt + 4 * rows * columns * i;
    const [aRow, aDepth] = transposeA ? [1, rows] : [depth, 1];
    const [bDepth, bColumn] = transposeB ? [1, depth] : [columns, 1];
    kernels.matrixMultiply(
      rows,
      columns,
      depth,
      aMatrix,
      aRow,
      aDepth,
      bMatrix,
      bDepth,
      bColumn,
      target,
      0,
      biasAt,
      isRelu ? 1 : 0,
      scratchAt,
    );
  }
  return out;
}

/** Returns which of a broadcast operand's matrices belongs to matrix `index` of the result. */
function broadcastIndex(index: number, batch: readonly number[], own: readonly number[]): number {
  let result = 0;
  let stride = 1;
  let rest = index;
  for (let i = batch.length - 1; i >= 0; i--) {
    const size = axis(batch, i);
    const position = rest % size;
    rest = Math.floor(rest / size);
    const ownSize = own[i - (batch.length - own.length)] ?? 1;
    if (ownSize > 1) result += position * stride;
    stride *= ownSize;
  }
  return result;
}

interface FusedInputs {
  readonly a: Tensor;
  readonly b: Tensor;
  readonly bias?: Tensor;
  readonly preluActivationWeights?: Tensor;
}

const plainProduct = opKernel<{ readonly a: Tensor; readonly b: Tensor }, MatMulAttributes, Tensor>(BatchMatMul);
const fusedProduct = opKernel<FusedInputs, MatMulAttributes & { readonly activation: string }, Tensor>(_FusedMatMul);

/** Replaces the stock matrix products, which use scalar loops for transposed and batched operands. */
export const matrixMultiplyFamily =
  (stock: (kernelName: string) => KernelFunc | undefined) =>
  (context: KernelContext): readonly WasmKernel[] => {
    const fused = wasmKernel(fusedProduct, ({ a, b, bias }, attributes) =>
      multiply(context, a, b, attributes, bias, attributes.activation === 'relu'),
    );
    return [
      wasmKernel(plainProduct, ({ a, b }, attributes) => multiply(context, a, b, attributes, undefined, false)),
      {
        name: fused.name,
        kernelFunc(call) {
          const { inputs, attributes } = readKernelCall(fusedProduct, call);
          const { activation } = attributes;
          const isOurs = (activation === 'linear' || activation === 'relu') && (inputs.bias?.shape.length ?? 1) === 1;
          const stockFused = stock(_FusedMatMul);
          return !isOurs && stockFused !== undefined ? stockFused(call) : fused.kernelFunc(call);
        },
      },
    ];
  };
