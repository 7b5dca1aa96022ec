type Pointer = number;

/** `count` values of `keep w + factor u`, `w` 0 for none, and the gradient. */
type MoveInputs = [count: number, w: Pointer, keep: number, factor: number, g: Pointer];
type TwoMeansInputs = [...MoveInputs, first: Pointer, second: Pointer, decay: number, share: number, epsilon: number];

/** The passes of optimizers that `kernels/index.ts` exports; pointers as in `KernelModule`. */
export interface OptimizerKernels {
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
