import { readFileSync } from 'node:fs';
import { SweepdeckError } from '../../errors/index.ts';
import { webAssembly, type WasmMemory } from './web-assembly.ts';

type Pointer = number;
type Flag = 0 | 1;
/** batch, height, width, channels, outputHeight, outputWidth, filters, kernelHeight, kernelWidth, stride, padTop, padLeft */
export type ConvolutionShape = [...Repeat12];
type Repeat12 = [number, number, number, number, number, number, number, number, number, number, number, number];
/** batch, height, width, channels, outputHeight, outputWidth, windowHeight, windowWidth, strideHeight, strideWidth, padTop, padLeft */
export type PoolShape = Repeat12;
type NormalizeSizes = [parts: number, pixels: number, channels: number, groups: number, epsilon: number];

/** What `kernels/index.ts` exports; pointers are byte offsets in the shared memory, 0 stands for "none". */
export interface KernelModule {
  matrixMultiply(
    rows: number,
    columns: number,
    depth: number,
    a: Pointer,
    aRow: number,
    aDepth: number,
    b: Pointer,
    bDepth: number,
    bColumn: number,
    c: Pointer,
    accumulate: Flag,
    bias: Pointer,
    isRelu: Flag,
    scratch: Pointer,
  ): void;
  matrixMultiplyScratchBytes(rows: number, columns: number, depth: number): number;
  denseGradientScratchBytes(batch: number, inputs: number, units: number): number;
  denseParameterGradient(
    ...args: [
      ...size: [number, number, number],
      dy: Pointer,
      y: Pointer,
      x: Pointer,
      dKernel: Pointer,
      dBias: Pointer,
      scratch: Pointer,
    ]
  ): void;
  denseInputGradient(
    ...args: [
      ...size: [number, number, number],
      dy: Pointer,
      y: Pointer,
      kernel: Pointer,
      dx: Pointer,
      scratch: Pointer,
    ]
  ): void;
  conv2dScratchBytes(pixels: number, depth: number, filters: number): number;
  conv2dForward(
    ...args: [
      ...ConvolutionShape,
      x: Pointer,
      kernel: Pointer,
      bias: Pointer,
      isRelu: Flag,
      y: Pointer,
      scratch: Pointer,
    ]
  ): void;
  conv2dParameterGradient(
    ...args: [
      ...ConvolutionShape,
      dy: Pointer,
      y: Pointer,
      x: Pointer,
      dKernel: Pointer,
      dBias: Pointer,
      scratch: Pointer,
    ]
  ): void;
  conv2dInputGradient(
    ...args: [...ConvolutionShape, dy: Pointer, y: Pointer, kernel: Pointer, dx: Pointer, scratch: Pointer]
  ): void;
  depthwiseScratchBytes(pixels: number, filters: number): number;
  depthwiseForward(
    ...args: [...ConvolutionShape, x: Pointer, kernel: Pointer, bias: Pointer, isRelu: Flag, y: Pointer]
  ): void;
  depthwiseParameterGradient(
    ...args: [
      ...ConvolutionShape,
      dy: Pointer,
      y: Pointer,
      x: Pointer,
      dKernel: Pointer,
      dBias: Pointer,
      scratch: Pointer,
    ]
  ): void;
  depthwiseInputGradient(...args: [...ConvolutionShape, dy: Pointer, y: Pointer, kernel: Pointer, dx: Pointer]): void;
  normalizeScratchBytes(channels: number): number;
  normalizeForward(
    ...args: [
      ...NormalizeSizes,
      isRelu: Flag,
      x: Pointer,
      scale: Pointer,
      offset: Pointer,
      y: Pointer,
      mean: Pointer,
      variance: Pointer,
      scratch: Pointer,
    ]
  ): void;
  normalizeGradient(
    ...args: [
      ...NormalizeSizes,
      dy: Pointer,
      y: Pointer,
      x: Pointer,
      scale: Pointer,
      mean: Pointer,
      variance: Pointer,
      dx: Pointer,
      dScale: Pointer,
      dOffset: Pointer,
      scratch: Pointer,
    ]
  ): void;
  maxPoolForward(...args: [...PoolShape, x: Pointer, y: Pointer]): void;
  maxPoolGradient(...args: [...PoolShape, dy: Pointer, x: Pointer, y: Pointer, dx: Pointer]): void;
  adamPass(
    count: number,
    g: Pointer,
    m: Pointer,
    v: Pointer,
    beta1: number,
    oneMinusBeta1: number,
    beta2: number,
    oneMinusBeta2: number,
    correction1: number,
    correction2: number,
    epsilon: number,
    scale: number,
    direction: Pointer,
    nextM: Pointer,
    nextV: Pointer,
  ): void;
  rmspropPass(
    count: number,
    g: Pointer,
    s: Pointer,
    rho: number,
    oneMinusRho: number,
    epsilon: number,
    direction: Pointer,
    nextS: Pointer,
  ): void;
  weightedSumPass(count: number, a: number, x: Pointer, b: number, y: Pointer, out: Pointer): void;
  sumOfSquaresPass(count: number, x: Pointer): number;
}

// The same path from src/engines/wasm and from dist/engines/wasm.
const file = new URL('../../../dist/kernels/kernels.wasm', import.meta.url);

/**
 * Instantiates the kernels on the memory of another module.
 * @throws SweepdeckError `kernels-not-built`
 */
export async function loadKernelModule(memory: WasmMemory): Promise<KernelModule> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new SweepdeckError({
      code: 'kernels-not-built',
      message: 'the kernels of the engine wasm are not built',
      hint: 'Run `pnpm build` in the repository.',
      cause,
    });
  }
  const abort = (): never => {
    throw new Error('a kernel was aborted');
  };
  const { instance } = await webAssembly.instantiate(bytes, { env: { memory, abort } });
  // The build makes this module from the sources that the interface describes.
  return instance.exports as unknown as KernelModule;
}
