import { maskAndSumColumns } from '../activation/activation-gradient';
import { ConvolutionShape } from './convolution-shape';

// Depthwise convolutions: output channel `o` sees input channel `o / multiplier` alone; the channels are the vector's lanes.
// kernel [kernelHeight, kernelWidth, filters], filters = channels * multiplier; x and y as ConvolutionShape says. Other multipliers than 1 take the scalar loops.

/** Returns a size that suffices for any of the three functions. */
export function depthwiseScratchBytes(shape: ConvolutionShape): usize {
  return shape.outputBytes;
}

/** Returns the bytes of a pixel's filters that vectors can process. */
function vectorBytesOf(channels: i32, filters: i32): usize {
  return channels == filters ? ((<usize>channels) << 2) & ~15 : 0;
}

/** `y = relu?(conv(x, kernel) + bias?)`; `bias` 0 for none. */
export function depthwiseForward(
  batch: i32,
  shape: ConvolutionShape,
  x: usize,
  kernel: usize,
  bias: usize,
  isRelu: bool,
  y: usize,
): void {
  const height = shape.height;
  const width = shape.width;
  const channels = shape.channels;
  const outputHeight = shape.outputHeight;
  const outputWidth = shape.outputWidth;
  const filters = shape.filters;
  const kernelHeight = shape.kernelHeight;
  const kernelWidth = shape.kernelWidth;
  const strideHeight = shape.strideHeight;
  const strideWidth = shape.strideWidth;
  const padTop = shape.padTop;
  const padLeft = shape.padLeft;
  const pixelBytes = (<usize>channels) << 2;
  const filterBytes = (<usize>filters) << 2;
  const vectorBytes = vectorBytesOf(channels, filters);
  const multiplier = filters / channels;
  const zero = f32x4.splat(0);
  for (let image = 0; image < batch; image++) {
    for (let oy = 0; oy < outputHeight; oy++) {
      const top = oy * strideHeight - padTop;
      const lastRow = min(kernelHeight, height - top);
      for (let ox = 0; ox < outputWidth; ox++) {
        const left = ox * strideWidth - padLeft;
        const firstColumn = max(0, -left);
        const lastColumn = min(kernelWidth, width - left);
        let at: usize = 0;
        for (; at < vectorBytes; at += 16) {
          let sum = bias ? v128.load(bias + at) : zero;
          for (let ky = max(0, -top); ky < lastRow; ky++) {
            let from = x + <usize>((top + ky) * width + left + firstColumn) * pixelBytes + at;
            let tap = kernel + <usize>(ky * kernelWidth + firstColumn) * filterBytes + at;
            for (let kx = firstColumn; kx < lastColumn; kx++) {
              sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load(tap)));
              from += pixelBytes;
              tap += filterBytes;
            }
          }
          if (isRelu) sum = f32x4.pmax(sum, zero);
          v128.store(y + at, sum);
        }
        for (; at < filterBytes; at += 4) {
          const channel = (<usize>(<i32>(at >> 2) / multiplier)) << 2;
          let sum: f32 = bias ? load<f32>(bias + at) : 0;
          for (let ky = max(0, -top); ky < lastRow; ky++) {
            for (let kx = firstColumn; kx < lastColumn; kx++) {
              const from = x + <usize>((top + ky) * width + left + kx) * pixelBytes + channel;
              sum += load<f32>(from) * load<f32>(kernel + <usize>(ky * kernelWidth + kx) * filterBytes + at);
            }
          }
          if (isRelu && sum < 0) sum = 0;
          store<f32>(y + at, sum);
        }
        y += filterBytes;
      }
    }
    x += <usize>(height * width) * pixelBytes;
  }
}

/** First output position along an axis for which tap `tap` lies inside the image. */
function firstInside(tap: i32, stride: i32, pad: i32): i32 {
  return (max(0, pad - tap) + stride - 1) / stride;
}

/** One past the last such position. */
function endInside(tap: i32, stride: i32, pad: i32, length: i32, outputLength: i32): i32 {
  const last = length - 1 + pad - tap;
  return last < 0 ? 0 : min(outputLength, last / stride + 1);
}

/** `dKernel`, `dBias = sum dz`, `dz = y > 0 ? dy : 0` (`y` 0: `dz = dy`). */
export function depthwiseParameterGradient(
  batch: i32,
  shape: ConvolutionShape,
  dy: usize,
  y: usize,
  x: usize,
  dKernel: usize,
  dBias: usize,
  scratch: usize,
): void {
  const height = shape.height;
  const width = shape.width;
  const channels = shape.channels;
  const outputHeight = shape.outputHeight;
  const outputWidth = shape.outputWidth;
  const filters = shape.filters;
  const kernelHeight = shape.kernelHeight;
  const kernelWidth = shape.kernelWidth;
  const strideHeight = shape.strideHeight;
  const strideWidth = shape.strideWidth;
  const padTop = shape.padTop;
  const padLeft = shape.padLeft;
  const pixels = outputHeight * outputWidth;
  const pixelBytes = (<usize>channels) << 2;
  const filterBytes = (<usize>filters) << 2;
  const stepBytes = <usize>strideWidth * pixelBytes;
  const vectorBytes = vectorBytesOf(channels, filters);
  const multiplier = filters / channels;
  memory.fill(dKernel, 0, <usize>(kernelHeight * kernelWidth) * filterBytes);
  memory.fill(dBias, 0, filterBytes);
  for (let image = 0; image < batch; image++) {
    maskAndSumColumns(y ? scratch : 0, dy, y, pixels, filters, dBias);
    const dz = y ? scratch : dy;
    for (let ky = 0; ky < kernelHeight; ky++) {
      const oyFrom = firstInside(ky, strideHeight, padTop);
      const oyEnd = endInside(ky, strideHeight, padTop, height, outputHeight);
      for (let kx = 0; kx < kernelWidth; kx++) {
        const oxFrom = firstInside(kx, strideWidth, padLeft);
        const oxEnd = endInside(kx, strideWidth, padLeft, width, outputWidth);
        const target = dKernel + <usize>(ky * kernelWidth + kx) * filterBytes;
        let at: usize = 0;
        for (; at < vectorBytes; at += 16) {
          let sum = f32x4.splat(0);
          for (let oy = oyFrom; oy < oyEnd; oy++) {
            let from =
              x +
              <usize>((oy * strideHeight - padTop + ky) * width + oxFrom * strideWidth - padLeft + kx) * pixelBytes +
              at;
            let behind = dz + <usize>(oy * outputWidth + oxFrom) * filterBytes + at;
            for (let ox = oxFrom; ox < oxEnd; ox++) {
              sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load(behind)));
              from += stepBytes;
              behind += filterBytes;
            }
          }
          v128.store(target + at, f32x4.add(v128.load(target + at), sum));
        }
        for (; at < filterBytes; at += 4) {
          const channel = (<usize>(<i32>(at >> 2) / multiplier)) << 2;
          let sum: f32 = 0;
          for (let oy = oyFrom; oy < oyEnd; oy++) {
            const row = (oy * strideHeight - padTop + ky) * width - padLeft + kx;
            for (let ox = oxFrom; ox < oxEnd; ox++) {
              const from = x + <usize>(row + ox * strideWidth) * pixelBytes + channel;
              sum += load<f32>(from) * load<f32>(dz + <usize>(oy * outputWidth + ox) * filterBytes + at);
            }
          }
          store<f32>(target + at, load<f32>(target + at) + sum);
        }
      }
    }
    x += <usize>(height * width) * pixelBytes;
    dy += <usize>pixels * filterBytes;
    if (y) y += <usize>pixels * filterBytes;
  }
}

/** `dx`: each output pixel's `dz` times the kernel is added to where it came from. */
export function depthwiseInputGradient(
  batch: i32,
  shape: ConvolutionShape,
  dy: usize,
  y: usize,
  kernel: usize,
  dx: usize,
): void {
  const height = shape.height;
  const width = shape.width;
  const channels = shape.channels;
  const outputHeight = shape.outputHeight;
  const outputWidth = shape.outputWidth;
  const filters = shape.filters;
  const kernelHeight = shape.kernelHeight;
  const kernelWidth = shape.kernelWidth;
  const strideHeight = shape.strideHeight;
  const strideWidth = shape.strideWidth;
  const padTop = shape.padTop;
  const padLeft = shape.padLeft;
  const pixelBytes = (<usize>channels) << 2;
  const filterBytes = (<usize>filters) << 2;
  const vectorBytes = vectorBytesOf(channels, filters);
  const multiplier = filters / channels;
  const zero = f32x4.splat(0);
  memory.fill(dx, 0, <usize>(batch * height * width) * pixelBytes);
  for (let image = 0; image < batch; image++) {
    for (let oy = 0; oy < outputHeight; oy++) {
      const top = oy * strideHeight - padTop;
      const lastRow = min(kernelHeight, height - top);
      for (let ox = 0; ox < outputWidth; ox++) {
        const left = ox * strideWidth - padLeft;
        const firstColumn = max(0, -left);
        const lastColumn = min(kernelWidth, width - left);
        let at: usize = 0;
        for (; at < vectorBytes; at += 16) {
          let dz = v128.load(dy + at);
          if (y) dz = v128.and(dz, f32x4.gt(v128.load(y + at), zero));
          for (let ky = max(0, -top); ky < lastRow; ky++) {
            let to = dx + <usize>((top + ky) * width + left + firstColumn) * pixelBytes + at;
            let tap = kernel + <usize>(ky * kernelWidth + firstColumn) * filterBytes + at;
            for (let kx = firstColumn; kx < lastColumn; kx++) {
              v128.store(to, f32x4.add(v128.load(to), f32x4.mul(dz, v128.load(tap))));
              to += pixelBytes;
              tap += filterBytes;
            }
          }
        }
        for (; at < filterBytes; at += 4) {
          const channel = (<usize>(<i32>(at >> 2) / multiplier)) << 2;
          let dz = load<f32>(dy + at);
          if (y && !(load<f32>(y + at) > 0)) dz = 0;
          for (let ky = max(0, -top); ky < lastRow; ky++) {
            for (let kx = firstColumn; kx < lastColumn; kx++) {
              const to = dx + <usize>((top + ky) * width + left + kx) * pixelBytes + channel;
              const tap = load<f32>(kernel + <usize>(ky * kernelWidth + kx) * filterBytes + at);
              store<f32>(to, load<f32>(to) + dz * tap);
            }
          }
        }
        dy += filterBytes;
        if (y) y += filterBytes;
      }
    }
    dx += <usize>(height * width) * pixelBytes;
  }
}
