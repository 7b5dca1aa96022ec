import type { AugmentationKernels } from './augmentation-kernel-module.ts';

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
/** `count` values of `keep w + factor u`, `w` 0 for none, and the gradient. */
type MoveInputs = [count: number, w: Pointer, keep: number, factor: number, g: Pointer];
type TwoMeansInputs = [...MoveInputs, first: Pointer, second: Pointer, decay: number, share: number, epsilon: number];
type NormalizeSizes = [parts: number, pixels: number, channels: number, groups: number, epsilon: number];

type ActivationStem = 'relu' | 'leakyRelu' | 'elu' | 'gelu' | 'silu' | 'tanh' | 'sigmoid' | 'softplus';
type ActivationKernels = Record<`${ActivationStem}Forward`, (count: number, x: Pointer, y: Pointer) => void> &
  Record<`${ActivationStem}Gradient`, (count: number, dy: Pointer, from: Pointer, dx: Pointer) => void>;

/** What `kernels/index.ts` exports; pointers are byte offsets in the shared memory, 0 stands for "none". */
export interface KernelModule extends ActivationKernels, AugmentationKernels {
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
  adamPass(
    count: number,
    w: Pointer,
    keep: number,
    g: Pointer,
    m: Pointer,
    v: Pointer,
    n: Pointer,
    beta1: number,
    oneMinusBeta1: number,
    beta2: number,
    oneMinusBeta2: number,
    meanFactor: number,
    gradientFactor: number,
    offset: number,
    target: Pointer,
    nextM: Pointer,
    nextV: Pointer,
    nextN: Pointer,
  ): void;
  adamaxPass(
    ...args: [
      ...MoveInputs,
      m: Pointer,
      u: Pointer,
      beta1: number,
      oneMinusBeta1: number,
      beta2: number,
      epsilon: number,
      target: Pointer,
      nextM: Pointer,
      nextU: Pointer,
    ]
  ): void;
  lionPass(
    ...args: [
      ...MoveInputs,
      m: Pointer,
      beta1: number,
      oneMinusBeta1: number,
      beta2: number,
      oneMinusBeta2: number,
      target: Pointer,
      nextM: Pointer,
    ]
  ): void;
  adanPass(
    count: number,
    w: Pointer,
    keep: number,
    g: Pointer,
    previous: Pointer,
    m: Pointer,
    v: Pointer,
    n: Pointer,
    beta1: number,
    oneMinusBeta1: number,
    beta2: number,
    oneMinusBeta2: number,
    beta3: number,
    oneMinusBeta3: number,
    meanFactor: number,
    changeFactor: number,
    offset: number,
    ...outputs: [target: Pointer, nextM: Pointer, nextV: Pointer, nextN: Pointer]
  ): void;
  scheduleFreePass(
    count: number,
    y: Pointer,
    keep: number,
    g: Pointer,
    z: Pointer,
    x: Pointer,
    v: Pointer,
    r: Pointer,
    s: Pointer,
    learningRate: number,
    beta1: number,
    beta2: number,
    oneMinusBeta2: number,
    gradientFactor: number,
    offset: number,
    decay: number,
    ...outputs: [target: Pointer, nextZ: Pointer, nextX: Pointer, nextV: Pointer, nextR: Pointer, nextS: Pointer]
  ): void;
  meanSquarePass(
    ...args: [...MoveInputs, s: Pointer, decay: number, share: number, epsilon: number, target: Pointer, nextS: Pointer]
  ): void;
  /** As `adadeltaPass`, with the mean and the variance in place of the two mean squares. */
  variancePass(...args: [...TwoMeansInputs, target: Pointer, nextMean: Pointer, nextVariance: Pointer]): void;
  adadeltaPass(...args: [...TwoMeansInputs, target: Pointer, nextS: Pointer, nextD: Pointer]): void;
  momentumPass(
    count: number,
    w: Pointer,
    keep: number,
    g: Pointer,
    v: Pointer,
    momentum: number,
    share: number,
    a: number,
    b: number,
    target: Pointer,
    nextV: Pointer,
  ): void;
  moveTowardsPass(count: number, x: Pointer, y: Pointer, share: number, out: Pointer): void;
  weightedSumPass(count: number, a: number, x: Pointer, b: number, y: Pointer, out: Pointer): void;
  sumOfSquaresPass(count: number, x: Pointer): number;
}
