import type { AugmentationKernels } from './augmentation-kernel-module.ts';
import type { OptimizerKernels } from './optimizer-kernel-module.ts';

type Pointer = number;
type Flag = 0 | 1;
/** Where the sizes of a convolution lie, as `kernels/convolution-shape.ts` orders them. */
type ConvolutionShape = Pointer;
/** batch, height, width, channels, outputHeight, outputWidth, windowHeight, windowWidth, strideHeight, strideWidth, padTop, padLeft */
export type PoolShape = [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];
type NormalizeSizes = [parts: number, pixels: number, channels: number, groups: number, epsilon: number];

type ActivationStem = 'relu' | 'leakyRelu' | 'elu' | 'gelu' | 'silu' | 'tanh' | 'sigmoid' | 'softplus';
type ActivationKernels = Record<`${ActivationStem}Forward`, (count: number, x: Pointer, y: Pointer) => void> &
  Record<`${ActivationStem}Gradient`, (count: number, dy: Pointer, from: Pointer, dx: Pointer) => void>;

/** What `kernels/index.ts` exports; pointers are byte offsets in the shared memory, 0 stands for "none". */
export interface KernelModule extends ActivationKernels, AugmentationKernels, OptimizerKernels {
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
  conv2dScratchBytes(shape: ConvolutionShape): number;
  conv2dForward(
    batch: number,
    shape: ConvolutionShape,
    x: Pointer,
    kernel: Pointer,
    bias: Pointer,
    isRelu: Flag,
    y: Pointer,
    scratch: Pointer,
  ): void;
  conv2dParameterGradient(
    batch: number,
    shape: ConvolutionShape,
    dy: Pointer,
    y: Pointer,
    x: Pointer,
    dKernel: Pointer,
    dBias: Pointer,
    scratch: Pointer,
  ): void;
  conv2dInputGradient(
    batch: number,
    shape: ConvolutionShape,
    dy: Pointer,
    y: Pointer,
    kernel: Pointer,
    dx: Pointer,
    scratch: Pointer,
  ): void;
  conv2dMaxPoolScratchBytes(batch: number, shape: ConvolutionShape): number;
  conv2dMaxPoolForward(
    batch: number,
    shape: ConvolutionShape,
    x: Pointer,
    kernel: Pointer,
    bias: Pointer,
    isRelu: Flag,
    y: Pointer,
    places: Pointer,
    scratch: Pointer,
  ): void;
  conv2dMaxPoolParameterGradient(
    batch: number,
    shape: ConvolutionShape,
    dy: Pointer,
    places: Pointer,
    x: Pointer,
    dKernel: Pointer,
    dBias: Pointer,
    scratch: Pointer,
  ): void;
  conv2dMaxPoolInputGradient(
    batch: number,
    shape: ConvolutionShape,
    dy: Pointer,
    places: Pointer,
    kernel: Pointer,
    dx: Pointer,
    scratch: Pointer,
  ): void;
  depthwiseScratchBytes(shape: ConvolutionShape): number;
  depthwiseForward(
    batch: number,
    shape: ConvolutionShape,
    x: Pointer,
    kernel: Pointer,
    bias: Pointer,
    isRelu: Flag,
    y: Pointer,
  ): void;
  depthwiseParameterGradient(
    batch: number,
    shape: ConvolutionShape,
    dy: Pointer,
    y: Pointer,
    x: Pointer,
    dKernel: Pointer,
    dBias: Pointer,
    scratch: Pointer,
  ): void;
  depthwiseInputGradient(
    batch: number,
    shape: ConvolutionShape,
    dy: Pointer,
    y: Pointer,
    kernel: Pointer,
    dx: Pointer,
  ): void;
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
  logSoftmaxForward(rows: number, columns: number, x: Pointer, y: Pointer): void;
  logSoftmaxGradient(rows: number, columns: number, dy: Pointer, y: Pointer, dx: Pointer): void;
  crossEntropyForward(rows: number, columns: number, x: Pointer, targets: Pointer, losses: Pointer): void;
  crossEntropyGradient(
    rows: number,
    columns: number,
    dLosses: Pointer,
    x: Pointer,
    targets: Pointer,
    dx: Pointer,
  ): void;
  /** `count` images times pixels; `pixels` are bytes. */
  lookUpPixels(count: number, channels: number, pixels: Pointer, tables: Pointer, values: Pointer): void;
  dropoutPass(
    count: number,
    x: Pointer,
    seed: number,
    name: number,
    step: number,
    threshold: number,
    kept: number,
    y: Pointer,
  ): void;
}
