// Written by `pnpm build` from packages/core/kernels.

/** A byte offset in the shared memory; 0 stands for "none". */
type Pointer = number;
type Flag = 0 | 1;

/** The functions that `kernels/index.ts` exports. */
export interface KernelModule {
  /**
   * `C = relu?(C? + A B + bias?)`, `C[rows, columns]` contiguous. `A[i, k]` is at `i * aRow + k * aDepth` and `B[k, j]` at
   * `k * bDepth + j * bColumn` (strides in elements), so any transposition is a choice of strides.
   */
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
  /** `dx = dz kernel^T`. */
  denseInputGradient(
    batch: number,
    inputs: number,
    units: number,
    dy: Pointer,
    y: Pointer,
    kernel: Pointer,
    dx: Pointer,
    scratch: Pointer,
  ): void;
  /** `dKernel = x^T dz`, `dBias = sum dz` with `dz = y > 0 ? dy : 0` (`y` 0: `dz = dy`). */
  denseParameterGradient(
    batch: number,
    inputs: number,
    units: number,
    dy: Pointer,
    y: Pointer,
    x: Pointer,
    dKernel: Pointer,
    dBias: Pointer,
    scratch: Pointer,
  ): void;
  /** `y = relu?(conv(x, kernel) + bias?)`; `bias` 0 for none. */
  conv2dForward(
    batch: number,
    shape: Pointer,
    x: Pointer,
    kernel: Pointer,
    bias: Pointer,
    isRelu: Flag,
    y: Pointer,
    scratch: Pointer,
  ): void;
  /** `dx`: each output pixel's `dz kernel^T` is added to the patch it came from. */
  conv2dInputGradient(
    batch: number,
    shape: Pointer,
    dy: Pointer,
    y: Pointer,
    kernel: Pointer,
    dx: Pointer,
    scratch: Pointer,
  ): void;
  /** `dKernel = sum of patch^T dz`, `dBias = sum dz` (skipped when 0), `dz = y > 0 ? dy : 0` (`y` 0: `dz = dy`). */
  conv2dParameterGradient(
    batch: number,
    shape: Pointer,
    dy: Pointer,
    y: Pointer,
    x: Pointer,
    dKernel: Pointer,
    dBias: Pointer,
    scratch: Pointer,
  ): void;
  /** Returns a size that suffices for any of the three convolutions. */
  conv2dScratchBytes(shape: Pointer): number;
  /** `y = maxPool(relu?(conv(x, kernel) + bias))` and `places`. */
  conv2dMaxPoolForward(
    batch: number,
    shape: Pointer,
    x: Pointer,
    kernel: Pointer,
    bias: Pointer,
    isRelu: Flag,
    y: Pointer,
    places: Pointer,
    scratch: Pointer,
  ): void;
  /** `dx` from the gradient `dy` of the pooled output. */
  conv2dMaxPoolInputGradient(
    batch: number,
    shape: Pointer,
    dy: Pointer,
    places: Pointer,
    kernel: Pointer,
    dx: Pointer,
    scratch: Pointer,
  ): void;
  /** `dKernel` and `dBias` from the gradient `dy` of the pooled output. */
  conv2dMaxPoolParameterGradient(
    batch: number,
    shape: Pointer,
    dy: Pointer,
    places: Pointer,
    x: Pointer,
    dKernel: Pointer,
    dBias: Pointer,
    scratch: Pointer,
  ): void;
  /** Returns a size that suffices for any of the three functions. */
  conv2dMaxPoolScratchBytes(batch: number, shape: Pointer): number;
  /** `y = relu?(conv(x, kernel) + bias?)`; `bias` 0 for none. */
  depthwiseForward(
    batch: number,
    shape: Pointer,
    x: Pointer,
    kernel: Pointer,
    bias: Pointer,
    isRelu: Flag,
    y: Pointer,
  ): void;
  /** `dx`: each output pixel's `dz` times the kernel is added to where it came from. */
  depthwiseInputGradient(batch: number, shape: Pointer, dy: Pointer, y: Pointer, kernel: Pointer, dx: Pointer): void;
  /** `dKernel`, `dBias = sum dz`, `dz = y > 0 ? dy : 0` (`y` 0: `dz = dy`). */
  depthwiseParameterGradient(
    batch: number,
    shape: Pointer,
    dy: Pointer,
    y: Pointer,
    x: Pointer,
    dKernel: Pointer,
    dBias: Pointer,
    scratch: Pointer,
  ): void;
  /** Returns a size that suffices for any of the three functions. */
  depthwiseScratchBytes(shape: Pointer): number;
  /** Takes the largest value of each window; a NaN anywhere in the window gives NaN. */
  maxPoolForward(
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
    x: Pointer,
    y: Pointer,
  ): void;
  /** `dx`: each window's gradient goes to the first position, row by row, that holds its largest value. */
  maxPoolGradient(
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
    dy: Pointer,
    x: Pointer,
    y: Pointer,
    dx: Pointer,
  ): void;
  /** `y = relu?((x - mean) scale / sqrt(variance + epsilon) + offset)`; `mean` and `variance` are `[parts][groups]`. */
  normalizeForward(
    parts: number,
    pixels: number,
    channels: number,
    groups: number,
    epsilon: number,
    isRelu: Flag,
    x: Pointer,
    scale: Pointer,
    offset: Pointer,
    y: Pointer,
    mean: Pointer,
    variance: Pointer,
    scratch: Pointer,
  ): void;
  /**
   * With `n = (x - mean) / sqrt(variance + epsilon)`, `dz = y > 0 ? dy : 0` (`y` 0: `dz = dy`) and `g = scale dz`:
   * `dScale = sum dz n`, `dOffset = sum dz`, `dx = (g - mean(g) - n mean(g n)) / sqrt(variance + epsilon)`, the means over each
   * part and group.
   */
  normalizeGradient(
    parts: number,
    pixels: number,
    channels: number,
    groups: number,
    epsilon: number,
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
  ): void;
  /** Returns a size that suffices for either direction. */
  normalizeScratchBytes(channels: number): number;
  reluForward(count: number, x: Pointer, y: Pointer): void;
  reluGradient(count: number, dy: Pointer, from: Pointer, dx: Pointer): void;
  leakyReluForward(count: number, x: Pointer, y: Pointer): void;
  leakyReluGradient(count: number, dy: Pointer, from: Pointer, dx: Pointer): void;
  eluForward(count: number, x: Pointer, y: Pointer): void;
  eluGradient(count: number, dy: Pointer, from: Pointer, dx: Pointer): void;
  geluForward(count: number, x: Pointer, y: Pointer): void;
  geluGradient(count: number, dy: Pointer, from: Pointer, dx: Pointer): void;
  siluForward(count: number, x: Pointer, y: Pointer): void;
  siluGradient(count: number, dy: Pointer, from: Pointer, dx: Pointer): void;
  tanhForward(count: number, x: Pointer, y: Pointer): void;
  tanhGradient(count: number, dy: Pointer, from: Pointer, dx: Pointer): void;
  sigmoidForward(count: number, x: Pointer, y: Pointer): void;
  sigmoidGradient(count: number, dy: Pointer, from: Pointer, dx: Pointer): void;
  softplusForward(count: number, x: Pointer, y: Pointer): void;
  softplusGradient(count: number, dy: Pointer, from: Pointer, dx: Pointer): void;
  /** `m' = b1 m + (1 - b1) g`, `u' = max(b2 u, |g| + epsilon)`, `target = keep w + factor m' / u'`; `w` 0 for none. */
  adamaxPass(
    count: number,
    w: Pointer,
    keep: number,
    factor: number,
    g: Pointer,
    m: Pointer,
    u: Pointer,
    beta1: number,
    oneMinusBeta1: number,
    beta2: number,
    epsilon: number,
    target: Pointer,
    nextM: Pointer,
    nextU: Pointer,
  ): void;
  /**
   * `m' = b1 m + (1 - b1) g`, `v' = b2 v + (1 - b2) g^2`, `n' = max(n, v')`,
   * `target = keep w + (meanFactor m' + gradientFactor g) / (sqrt(n') + offset)`.
   * @param w 0 for none: the direction alone
   * @param n the largest `v` so far; 0 for none: `n' = v'`
   * @param target `w'`, or the direction
   */
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
  /** `target = keep w + factor sign(b1 m + (1 - b1) g)`, the sign of 0 being 0; `m' = b2 m + (1 - b2) g`; `w` 0 for none. */
  lionPass(
    count: number,
    w: Pointer,
    keep: number,
    factor: number,
    g: Pointer,
    m: Pointer,
    beta1: number,
    oneMinusBeta1: number,
    beta2: number,
    oneMinusBeta2: number,
    target: Pointer,
    nextM: Pointer,
  ): void;
  /**
   * `s' = decay s + share g^2`, `u = g sqrt(d + epsilon) / sqrt(s' + epsilon)`, `d' = decay d + share u^2`,
   * `target = keep w + factor u`.
   */
  adadeltaPass(
    count: number,
    w: Pointer,
    keep: number,
    factor: number,
    g: Pointer,
    s: Pointer,
    d: Pointer,
    decay: number,
    share: number,
    epsilon: number,
    target: Pointer,
    nextS: Pointer,
    nextD: Pointer,
  ): void;
  /** `s' = decay s + share g^2`, `target = keep w + factor g / (sqrt(s') + epsilon)`. */
  meanSquarePass(
    count: number,
    w: Pointer,
    keep: number,
    factor: number,
    g: Pointer,
    s: Pointer,
    decay: number,
    share: number,
    epsilon: number,
    target: Pointer,
    nextS: Pointer,
  ): void;
  /**
   * With `d = g - a`: `a' = a + share d`, `variance' = decay (variance + share d^2)`,
   * `target = keep w + factor g / (sqrt(variance') + epsilon)`.
   */
  variancePass(
    count: number,
    w: Pointer,
    keep: number,
    factor: number,
    g: Pointer,
    a: Pointer,
    variance: Pointer,
    decay: number,
    share: number,
    epsilon: number,
    target: Pointer,
    nextA: Pointer,
    nextVariance: Pointer,
  ): void;
  /**
   * With `d = g - previous`: `m' = b1 m + (1 - b1) g`, `v' = b2 v + (1 - b2) d`, `n' = b3 n + (1 - b3) (g + b2 d)^2`,
   * `target = keep w + (meanFactor m' + changeFactor v') / (sqrt(n') + offset)`.
   * @param w 0 for none
   * @param previous 0 for none: `d = 0`
   */
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
    target: Pointer,
    nextM: Pointer,
    nextV: Pointer,
    nextN: Pointer,
  ): void;
  /**
   * `v' = b2 v + (1 - b2) g^2`, `z' = z + gradientFactor g / (sqrt(v') + offset) + decay y`, `x' = x + c (z' - x)`,
   * `target = z' + b1 (x' - z') - (1 - keep) y`. `c` is `r'^2 / s'`, 0 where that is undefined, with `r' = max(r, learningRate)` and
   * `s' = s + r'^2`, one number each for all values.
   */
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
    target: Pointer,
    nextZ: Pointer,
    nextX: Pointer,
    nextV: Pointer,
    nextR: Pointer,
    nextS: Pointer,
  ): void;
  /** `v' = momentum v + share g`, `target = keep w + a g + b v'`; `w` 0 for none. */
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
  /** Computes `out = x + share (y - x)`; exactly `x` where both are equal, however the share is rounded. */
  moveTowardsPass(count: number, x: Pointer, y: Pointer, share: number, out: Pointer): void;
  /** Computes `sum x^2` in 16 partial sums, which is faster than one sum and closer to the true value. */
  sumOfSquaresPass(count: number, x: Pointer): number;
  /** `out = a x + b y`. */
  weightedSumPass(count: number, a: number, x: Pointer, b: number, y: Pointer, out: Pointer): void;
  /**
   * Drops values at random: `y = x m`. Each value has a uniform number of 24 bits from the stream `(seed, name, step)`. `m` is
   * `kept` where that number is at least `threshold`, otherwise 0. The numbers are the same bits as those of src/random. Each
   * Philox4x32-10 block gives four of them, and four blocks are computed at once.
   * Source: Salmon et al. (2011), Parallel random numbers: as easy as 1, 2, 3
   */
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
  /**
   * `values[i, p, c] = tables[c][pixels[i, p, c]]`: bytes to normalized numbers.
   * @param count images times pixels
   * @param pixels `[count][channels]`, one byte each
   * @param tables `[channels][256]`, float32
   */
  lookUpPixels(count: number, channels: number, pixels: Pointer, tables: Pointer, values: Pointer): void;
  /** `byte / 255`. Reads and writes whole vectors, up to three values behind the last. */
  bytesToPixels(count: number, bytes: Pointer, pixels: Pointer): void;
  /**
   * `(pixel - mean) / deviation` for each channel.
   * @param means of four pixels, one after the other: `[4][channels]`, float64; `deviations` alike
   */
  normalizePixels(
    count: number,
    channels: number,
    pixels: Pointer,
    means: Pointer,
    deviations: Pointer,
    values: Pointer,
  ): void;
  /** `to[y][x] = from[y + down][x + right]`, 0 where that is outside. */
  cropImage(
    height: number,
    width: number,
    channels: number,
    down: number,
    right: number,
    from: Pointer,
    to: Pointer,
  ): void;
  /**
   * Copies an image and writes 0 in rows `top` up to but not including `bottom` and columns `left` up to but not
   * including `right`, which lie within the image.
   */
  cutOut(
    height: number,
    width: number,
    channels: number,
    top: number,
    left: number,
    bottom: number,
    right: number,
    from: Pointer,
    to: Pointer,
  ): void;
  /** Mirrors left and right, top and bottom, or both. */
  flipImage(
    height: number,
    width: number,
    channels: number,
    isHorizontal: number,
    isVertical: number,
    from: Pointer,
    to: Pointer,
  ): void;
  /**
   * Each pixel `(x, y)` of `to` reads `from` at `M (x - centre - shift) + centre`, `M = [xx xy; yx yy]`, bilinear, black outside.
   * Reads and writes whole vectors, up to three values behind the image.
   */
  warpAffine(
    height: number,
    width: number,
    channels: number,
    xx: number,
    xy: number,
    yx: number,
    yy: number,
    shiftX: number,
    shiftY: number,
    from: Pointer,
    to: Pointer,
  ): void;
  /**
   * Adds normal noise to each value: `clamp(pixel + deviation n)`. Box-Muller turns two random words into two numbers `n`. The
   * words are those of the stream of src/random, beginning with its word `word`. Reads and writes whole vectors, up to three
   * values behind the last.
   */
  addNoise(
    count: number,
    deviation: number,
    key0: number,
    key1: number,
    step: number,
    word: number,
    from: Pointer,
    to: Pointer,
    words: Pointer,
  ): void;
  noiseScratchBytes(count: number): number;
  /** `clamp(pixel + amount)`. */
  addBrightness(count: number, amount: number, from: Pointer, to: Pointer): void;
  /** `(round(255 pixel) & mask) / 255`. */
  posterize(count: number, mask: number, from: Pointer, to: Pointer): void;
  /** Three channels: `clamp(grey + factor (pixel - grey))`, grey `0.299 R + 0.587 G + 0.114 B`. @param count of values */
  saturate(count: number, factor: number, from: Pointer, to: Pointer): void;
  /** `clamp(factor pixel)`. */
  scaleBrightness(count: number, factor: number, from: Pointer, to: Pointer): void;
  /** `clamp(mean + factor (pixel - mean))`. */
  scaleContrast(count: number, factor: number, from: Pointer, to: Pointer): void;
  /** `clamp(smooth + factor (pixel - smooth))`, smooth by `[1 1 1; 1 5 1; 1 1 1] / 13`. The border stays. */
  sharpen(height: number, width: number, channels: number, factor: number, from: Pointer, to: Pointer): void;
  /** `1 - pixel` for what is at least `threshold`. */
  solarize(count: number, threshold: number, from: Pointer, to: Pointer): void;
  /** Stretches each channel so that its darkest value becomes 0 and its brightest 1; leaves a flat channel alone. */
  autoContrast(pixels: number, channels: number, from: Pointer, to: Pointer): void;
  /**
   * Equalizes the histogram of each channel over 256 levels.
   * @param scratch 2048 bytes
   */
  equalize(pixels: number, channels: number, from: Pointer, to: Pointer, scratch: Pointer): void;
  /** `loss[r] = -sum_k targets[r, k] log softmax(x[r])_k`. */
  crossEntropyForward(rows: number, columns: number, x: Pointer, targets: Pointer, losses: Pointer): void;
  /** `dx[r, k] = dLoss[r] (softmax(x[r])_k sum_j targets[r, j] - targets[r, k])`. */
  crossEntropyGradient(
    rows: number,
    columns: number,
    dLosses: Pointer,
    x: Pointer,
    targets: Pointer,
    dx: Pointer,
  ): void;
  /** `y[r, k] = x[r, k] - ln sum_j e^x[r, j]`. */
  logSoftmaxForward(rows: number, columns: number, x: Pointer, y: Pointer): void;
  /** `dx[r, k] = dy[r, k] - e^y[r, k] sum_j dy[r, j]`. */
  logSoftmaxGradient(rows: number, columns: number, dy: Pointer, y: Pointer, dx: Pointer): void;
}
