import { addParameterGradient, clear, conv2dInputGradient, conv2dScratchBytes, pad, patchScratchBytes } from './conv2d';
import { ConvolutionShape } from './convolution-shape';
import { packColumns } from '../matrix/pack';
import { addWindowGradients, isWindowGradient } from '../pooling/pool-window-gradient';
import { convolveWindows } from '../pooling/pool-windows';
import { unpoolImage } from '../pooling/unpool-image';
import { isWinograd } from './winograd/blocks';
import { winogradConvolve } from './winograd/convolve';
import { winogradParameterGradient } from './winograd/gradient';

// Convolution, activation and 2x2 max pooling of stride 2 as one. x and kernel as in conv2d.ts;
// y [batch, outputHeight / 2, outputWidth / 2, filters], and for each value of y a byte that says where its gradient goes.
// Where the gradient of the convolution's output is needed, it is made for a few images at a time, so that it stays in cache.

/** Bytes of convolution-output gradients that are held at once; an image that needs more is processed alone. */
const GROUP_BYTES: i32 = 128 * 1024;

/** Images per group. */
function groupImages(batch: i32, shape: ConvolutionShape): i32 {
  return min(batch, max(1, GROUP_BYTES / <i32>shape.outputBytes));
}

function groupBytes(batch: i32, shape: ConvolutionShape): usize {
  return <usize>groupImages(batch, shape) * shape.outputBytes;
}

/** Values of `y` of one image. */
function pooledCount(shape: ConvolutionShape): usize {
  return <usize>((shape.outputHeight >> 1) * (shape.outputWidth >> 1) * shape.filters);
}

/** Returns a size that suffices for any of the three functions. */
export function conv2dMaxPoolScratchBytes(batch: i32, shape: ConvolutionShape): usize {
  return groupBytes(batch, shape) + max(conv2dScratchBytes(shape), patchScratchBytes(shape));
}

/** `y = maxPool(relu?(conv(x, kernel) + bias))` and `places`. */
export function conv2dMaxPoolForward(
  batch: i32,
  shape: ConvolutionShape,
  x: usize,
  kernel: usize,
  bias: usize,
  isRelu: bool,
  y: usize,
  places: usize,
  scratch: usize,
): void {
  if (isWinograd(shape)) {
    winogradConvolve(batch, shape, false, x, 0, kernel, bias, isRelu, y, places, scratch);
    return;
  }
  const depth = shape.depth;
  const pooled = pooledCount(shape);
  const packedKernel = scratch + shape.paddedBytes;
  packColumns(packedKernel, kernel, shape.filters, 1, depth, shape.filters);
  clear(scratch, shape);
  for (let image = 0; image < batch; image++) {
    pad(scratch, x, shape);
    convolveWindows(shape, scratch, packedKernel, bias, isRelu, y, places);
    x += shape.imageBytes;
    y += pooled << 2;
    places += pooled;
  }
}

/** Computes the gradient of the convolution's output for `count` images from that of the pooled output, into `dz`. */
function unpool(dz: usize, count: i32, shape: ConvolutionShape, dy: usize, places: usize): void {
  const pooled = pooledCount(shape);
  for (let image = 0; image < count; image++) {
    const rowBytes = (<usize>(shape.outputWidth * shape.filters)) << 2;
    unpoolImage(dz, rowBytes, shape.outputHeight, shape.outputWidth, shape.filters, dy, places);
    dz += shape.outputBytes;
    dy += pooled << 2;
    places += pooled;
  }
}

/** A border that fills no window has no gradient, and `unpool` does not write it. */
function clearBorder(dz: usize, images: i32, shape: ConvolutionShape): void {
  if ((shape.outputHeight | shape.outputWidth) & 1) memory.fill(dz, 0, <usize>images * shape.outputBytes);
}

/** `dKernel` and `dBias` from the gradient `dy` of the pooled output. */
export function conv2dMaxPoolParameterGradient(
  batch: i32,
  shape: ConvolutionShape,
  dy: usize,
  places: usize,
  x: usize,
  dKernel: usize,
  dBias: usize,
  scratch: usize,
): void {
  const pooled = pooledCount(shape);
  memory.fill(dBias, 0, (<usize>shape.filters) << 2);
  if (isWinograd(shape)) {
    winogradParameterGradient(batch, shape, dy, 0, places, x, dKernel, dBias, scratch);
    return;
  }
  memory.fill(dKernel, 0, (<usize>(shape.depth * shape.filters)) << 2);
  if (isWindowGradient(shape)) {
    clear(scratch, shape);
    for (let image = 0; image < batch; image++) {
      pad(scratch, x, shape);
      addWindowGradients(shape, scratch, dy, places, dKernel, dBias);
      x += shape.imageBytes;
      dy += pooled << 2;
      places += pooled;
    }
    return;
  }
  const group = groupImages(batch, shape);
  const dz = scratch;
  scratch += groupBytes(batch, shape);
  clearBorder(dz, group, shape);
  for (let first = 0; first < batch; first += group) {
    const count = min(group, batch - first);
    unpool(dz, count, shape, dy + <usize>first * (pooled << 2), places + <usize>first * pooled);
    addParameterGradient(count, shape, dz, 0, x + <usize>first * shape.imageBytes, dKernel, dBias, scratch);
  }
}

/** `dx` from the gradient `dy` of the pooled output. */
export function conv2dMaxPoolInputGradient(
  batch: i32,
  shape: ConvolutionShape,
  dy: usize,
  places: usize,
  kernel: usize,
  dx: usize,
  scratch: usize,
): void {
  if (isWinograd(shape)) {
    winogradConvolve(batch, shape, true, dy, 0, kernel, 0, false, dx, places, scratch);
    return;
  }
  const group = groupImages(batch, shape);
  const pooled = pooledCount(shape);
  const dz = scratch;
  scratch += groupBytes(batch, shape);
  clearBorder(dz, group, shape);
  for (let first = 0; first < batch; first += group) {
    const count = min(group, batch - first);
    unpool(dz, count, shape, dy + <usize>first * (pooled << 2), places + <usize>first * pooled);
    conv2dInputGradient(count, shape, dz, 0, kernel, dx + <usize>first * shape.imageBytes, scratch);
  }
}
