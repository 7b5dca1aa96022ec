/**
 * Copies an image of `height` x `width` into one of `paddedHeight` x `paddedWidth`, `padTop` and `padLeft` pixels from its
 * corner: zeros around it, what does not fit is left out. With `mask`, an image of the same shape, only where that is above 0.
 */
export function padImage(
  target: usize,
  image: usize,
  mask: usize,
  height: i32,
  width: i32,
  channels: i32,
  padTop: i32,
  padLeft: i32,
  paddedHeight: i32,
  paddedWidth: i32,
): void {
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>width * pixelBytes;
  const paddedRowBytes = <usize>paddedWidth * pixelBytes;
  const leftBytes = <usize>padLeft * pixelBytes;
  const copiedBytes = <usize>min(width, paddedWidth - padLeft) * pixelBytes;
  for (let row = 0; row < paddedHeight; row++) {
    const from = row - padTop;
    if (from < 0 || from >= height) {
      memory.fill(target, 0, paddedRowBytes);
    } else {
      const to = target + leftBytes;
      memory.fill(target, 0, leftBytes);
      if (mask) copyMasked(to, image + <usize>from * rowBytes, mask + <usize>from * rowBytes, copiedBytes);
      else memory.copy(to, image + <usize>from * rowBytes, copiedBytes);
      memory.fill(to + copiedBytes, 0, paddedRowBytes - leftBytes - copiedBytes);
    }
    target += paddedRowBytes;
  }
}

function copyMasked(target: usize, source: usize, mask: usize, bytes: usize): void {
  const zero = f32x4.splat(0);
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    v128.store(target + at, v128.and(v128.load(source + at), f32x4.gt(v128.load(mask + at), zero)));
  }
  for (; at < bytes; at += 4) {
    store<f32>(target + at, load<f32>(mask + at) > 0 ? load<f32>(source + at) : 0);
  }
}
