/**
 * Copies an image of `height` x `width` into one of `paddedHeight` x `paddedWidth`, `padTop` and `padLeft` pixels from its
 * corner; what does not fit is left out, and the border is left as it is: zeros from `clearPadded`, once for all images that
 * take the same place. With `mask`, an image of the same shape, only where that is above 0, zeros elsewhere.
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
  const copiedBytes = <usize>min(width, paddedWidth - padLeft) * pixelBytes;
  target += <usize>padTop * paddedRowBytes + <usize>padLeft * pixelBytes;
  for (let rows = min(height, paddedHeight - padTop); rows > 0; rows--) {
    if (mask) {
      copyMasked(target, image, mask, copiedBytes);
      mask += rowBytes;
    } else copy(target, image, copiedBytes);
    target += paddedRowBytes;
    image += rowBytes;
  }
}

/** Zeros for `images` padded images, one after the other. */
export function clearPadded(target: usize, images: i32, paddedHeight: i32, paddedWidth: i32, channels: i32): void {
  memory.fill(target, 0, (<usize>images * <usize>(paddedHeight * paddedWidth * channels)) << 2);
}

/** `memory.copy` is a call out of WebAssembly, which costs more than a row. */
function copy(target: usize, source: usize, bytes: usize): void {
  const end = source + bytes;
  for (const vectors = source + (bytes & ~15); source < vectors; source += 16) {
    v128.store(target, v128.load(source));
    target += 16;
  }
  for (; source < end; source += 4) {
    store<f32>(target, load<f32>(source));
    target += 4;
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
