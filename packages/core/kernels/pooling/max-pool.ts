import { PoolWindow } from './pool-window';

// Max pooling over `size` x `size` windows. `pad*` may be positive: positions outside the image take no part.
// x [batch, height, width, channels], y [batch, outputHeight, outputWidth, channels].

/** Two by two, stride two, no padding: the window of almost every network. The channels must be a multiple of 4. */
function isUsual(channels: i32, windowHeight: i32, windowWidth: i32, strideHeight: i32, strideWidth: i32): bool {
  return (channels & 3) == 0 && windowHeight == 2 && windowWidth == 2 && strideHeight == 2 && strideWidth == 2;
}

function usualForward(
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outputHeight: i32,
  outputWidth: i32,
  x: usize,
  y: usize,
): void {
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>width * pixelBytes;
  for (let image = 0; image < batch; image++) {
    for (let row = 0; row < outputHeight; row++) {
      let at = x + <usize>row * 2 * rowBytes;
      for (let column = 0; column < outputWidth; column++) {
        for (const end = at + pixelBytes; at < end; at += 16) {
          const x0 = v128.load(at);
          const x1 = v128.load(at + pixelBytes);
          const x2 = v128.load(at + rowBytes);
          const x3 = v128.load(at + rowBytes + pixelBytes);
          v128.store(y, PoolWindow.largest(x0, x1, x2, x3));
          y += 16;
        }
        at += pixelBytes;
      }
    }
    x += <usize>height * rowBytes;
  }
}

/** Windows do not overlap, so each place is written once, and zeroing first is not needed. */
function usualGradient(
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outputHeight: i32,
  outputWidth: i32,
  dy: usize,
  x: usize,
  y: usize,
  dx: usize,
): void {
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>width * pixelBytes;
  const isCovered = outputHeight * 2 == height && outputWidth * 2 == width;
  if (!isCovered) memory.fill(dx, 0, <usize>(batch * height) * rowBytes);
  for (let image = 0; image < batch; image++) {
    for (let row = 0; row < outputHeight; row++) {
      let at = <usize>row * 2 * rowBytes;
      for (let column = 0; column < outputWidth; column++) {
        for (const end = at + pixelBytes; at < end; at += 16) {
          const largest = v128.load(y);
          let rest = v128.load(dy);
          let hit = f32x4.eq(v128.load(x + at), largest);
          v128.store(dx + at, v128.and(rest, hit));
          rest = v128.andnot(rest, hit);
          let next = at + pixelBytes;
          hit = f32x4.eq(v128.load(x + next), largest);
          v128.store(dx + next, v128.and(rest, hit));
          rest = v128.andnot(rest, hit);
          next = at + rowBytes;
          hit = f32x4.eq(v128.load(x + next), largest);
          v128.store(dx + next, v128.and(rest, hit));
          rest = v128.andnot(rest, hit);
          next += pixelBytes;
          hit = f32x4.eq(v128.load(x + next), largest);
          v128.store(dx + next, v128.and(rest, hit));
          y += 16;
          dy += 16;
        }
        at += pixelBytes;
      }
    }
    x += <usize>height * rowBytes;
    dx += <usize>height * rowBytes;
  }
}

/** Takes the largest value of each window; a NaN anywhere in the window gives NaN. */
export function maxPoolForward(
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outputHeight: i32,
  outputWidth: i32,
  windowHeight: i32,
  windowWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  padTop: i32,
  padLeft: i32,
  x: usize,
  y: usize,
): void {
  if (
    isUsual(channels, windowHeight, windowWidth, strideHeight, strideWidth) &&
    outputHeight * 2 <= height &&
    outputWidth * 2 <= width &&
    padTop == 0 &&
    padLeft == 0
  ) {
    usualForward(batch, height, width, channels, outputHeight, outputWidth, x, y);
    return;
  }
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>width * pixelBytes;
  for (let image = 0; image < batch; image++) {
    for (let oy = 0; oy < outputHeight; oy++) {
      const top = max(0, oy * strideHeight - padTop);
      const bottom = min(height, oy * strideHeight - padTop + windowHeight);
      for (let ox = 0; ox < outputWidth; ox++) {
        const left = max(0, ox * strideWidth - padLeft);
        const right = min(width, ox * strideWidth - padLeft + windowWidth);
        let channel = 0;
        for (; channel + 4 <= channels; channel += 4) {
          let largest = f32x4.splat(-Infinity);
          for (let iy = top; iy < bottom; iy++) {
            let at = x + <usize>iy * rowBytes + <usize>left * pixelBytes + ((<usize>channel) << 2);
            for (let ix = left; ix < right; ix++) {
              largest = f32x4.max(largest, v128.load(at));
              at += pixelBytes;
            }
          }
          v128.store(y + ((<usize>channel) << 2), largest);
        }
        for (; channel < channels; channel++) {
          let largest: f32 = -Infinity;
          for (let iy = top; iy < bottom; iy++) {
            let at = x + <usize>iy * rowBytes + <usize>left * pixelBytes + ((<usize>channel) << 2);
            for (let ix = left; ix < right; ix++) {
              largest = max<f32>(largest, load<f32>(at));
              at += pixelBytes;
            }
          }
          store<f32>(y + ((<usize>channel) << 2), largest);
        }
        y += pixelBytes;
      }
    }
    x += <usize>height * rowBytes;
  }
}

/** `dx`: each window's gradient goes to the first position, row by row, that holds its largest value. */
export function maxPoolGradient(
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outputHeight: i32,
  outputWidth: i32,
  windowHeight: i32,
  windowWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  padTop: i32,
  padLeft: i32,
  dy: usize,
  x: usize,
  y: usize,
  dx: usize,
): void {
  if (
    isUsual(channels, windowHeight, windowWidth, strideHeight, strideWidth) &&
    outputHeight * 2 <= height &&
    outputWidth * 2 <= width &&
    padTop == 0 &&
    padLeft == 0
  ) {
    usualGradient(batch, height, width, channels, outputHeight, outputWidth, dy, x, y, dx);
    return;
  }
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>width * pixelBytes;
  for (let image = 0; image < batch; image++) {
    memory.fill(dx, 0, <usize>height * rowBytes);
    for (let oy = 0; oy < outputHeight; oy++) {
      const top = max(0, oy * strideHeight - padTop);
      const bottom = min(height, oy * strideHeight - padTop + windowHeight);
      for (let ox = 0; ox < outputWidth; ox++) {
        const left = max(0, ox * strideWidth - padLeft);
        const right = min(width, ox * strideWidth - padLeft + windowWidth);
        let channel = 0;
        for (; channel + 4 <= channels; channel += 4) {
          const lane = (<usize>channel) << 2;
          const largest = v128.load(y + lane);
          // Lanes whose gradient has not been placed yet.
          let left4 = v128.load(dy + lane);
          for (let iy = top; iy < bottom; iy++) {
            let at = <usize>iy * rowBytes + <usize>left * pixelBytes + lane;
            for (let ix = left; ix < right; ix++) {
              const hit = f32x4.eq(v128.load(x + at), largest);
              v128.store(dx + at, f32x4.add(v128.load(dx + at), v128.and(left4, hit)));
              left4 = v128.andnot(left4, hit);
              at += pixelBytes;
            }
          }
        }
        for (; channel < channels; channel++) {
          const lane = (<usize>channel) << 2;
          const largest = load<f32>(y + lane);
          let gradient = load<f32>(dy + lane);
          for (let iy = top; iy < bottom; iy++) {
            let at = <usize>iy * rowBytes + <usize>left * pixelBytes + lane;
            for (let ix = left; ix < right; ix++) {
              if (load<f32>(x + at) == largest) {
                store<f32>(dx + at, load<f32>(dx + at) + gradient);
                gradient = 0;
              }
              at += pixelBytes;
            }
          }
        }
        y += pixelBytes;
        dy += pixelBytes;
      }
    }
    x += <usize>height * rowBytes;
    dx += <usize>height * rowBytes;
  }
}
