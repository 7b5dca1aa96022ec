import { addParameterGradient, clear, conv2dInputGradient, conv2dScratchBytes, pad, patchScratchBytes } from './conv2d';
import { ConvolutionShape } from './convolution-shape';
import { packColumns } from './pack';
import { addWindowGradients, isWindowGradient } from './pool-window-gradient';
import { convolveWindows } from './pool-windows';

// Convolution, activation and 2x2 max pooling of stride 2 as one. x and kernel as in conv2d.ts;
// y [batch, outputHeight / 2, outputWidth / 2, filters], and for each value of y a byte that says where its gradient goes.
// Where the gradient of the convolution's output is needed, it is made for a few images at a time, so that it stays in cache.

/** Gradients of convolution outputs held at once, bytes; a larger image is taken alone. */
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

/** Enough for any of the three functions. */
export function conv2dMaxPoolScratchBytes(batch: i32, shape: ConvolutionShape): usize {
  return groupBytes(batch, shape) + max(conv2dScratchBytes(shape), patchScratchBytes(shape));
}

/** `dz` of one image from `dy` and the places; a border that fills no window is left as it is. */
function unpoolImage(dz: usize, height: i32, width: i32, channels: i32, dy: usize, places: usize): void {
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>width * pixelBytes;
  const vectorBytes = pixelBytes & ~15;
  for (let row = 0; row < height >> 1; row++) {
    let window = dz + <usize>row * 2 * rowBytes;
    for (let column = 0; column < width >> 1; column++) {
      let at = window;
      for (const end = window + vectorBytes; at < end; at += 16) {
        const gradient = v128.load(dy);
        const place = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(places)));
        v128.store(at, v128.and(gradient, i32x4.eq(place, i32x4.splat(0))));
        v128.store(at + pixelBytes, v128.and(gradient, i32x4.eq(place, i32x4.splat(1))));
        v128.store(at + rowBytes, v128.and(gradient, i32x4.eq(place, i32x4.splat(2))));
        v128.store(at + rowBytes + pixelBytes, v128.and(gradient, i32x4.eq(place, i32x4.splat(3))));
        dy += 16;
        places += 4;
      }
      for (const end = window + pixelBytes; at < end; at += 4) {
        const gradient = load<f32>(dy);
        const place = <i32>load<u8>(places);
        store<f32>(at, place == 0 ? gradient : 0);
        store<f32>(at + pixelBytes, place == 1 ? gradient : 0);
        store<f32>(at + rowBytes, place == 2 ? gradient : 0);
        store<f32>(at + rowBytes + pixelBytes, place == 3 ? gradient : 0);
        dy += 4;
        places++;
      }
      window += 2 * pixelBytes;
    }
  }
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

/** The gradient of the convolution's output for `count` images, from that of the pooled one, into `dz`. */
function unpool(dz: usize, count: i32, shape: ConvolutionShape, dy: usize, places: usize): void {
  const pooled = pooledCount(shape);
  for (let image = 0; image < count; image++) {
    unpoolImage(dz, shape.outputHeight, shape.outputWidth, shape.filters, dy, places);
    dz += shape.outputBytes;
    dy += pooled << 2;
    places += pooled;
  }
}

/** A border that fills no window has no gradient, and `unpool` leaves it alone. */
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
  memory.fill(dKernel, 0, (<usize>(shape.depth * shape.filters)) << 2);
  memory.fill(dBias, 0, (<usize>shape.filters) << 2);
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
