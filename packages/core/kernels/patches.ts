// Image patches as matrix rows (im2col) and back.

function copyFloats(target: usize, source: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) v128.store(target + ((<usize>i) << 2), v128.load(source + ((<usize>i) << 2)));
  for (; i < count; i++) store<f32>(target + ((<usize>i) << 2), load<f32>(source + ((<usize>i) << 2)));
}

function zeroFloats(target: usize, count: i32): void {
  for (let i = 0; i < count; i++) store<f32>(target + ((<usize>i) << 2), 0);
}

function addFloats(target: usize, source: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(target + at, f32x4.add(v128.load(target + at), v128.load(source + at)));
  }
  for (; i < count; i++) {
    const at = (<usize>i) << 2;
    store<f32>(target + at, load<f32>(target + at) + load<f32>(source + at));
  }
}

/**
 * As `gatherPatches` for images of one channel, but pixel by pixel within each tap: `target[ky][kx][pixel]`, so that
 * neighbouring pixels are copied together.
 */
export function gatherTaps(
  target: usize,
  image: usize,
  first: i32,
  count: i32,
  height: i32,
  width: i32,
  outputWidth: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  stride: i32,
  padTop: i32,
  padLeft: i32,
): void {
  const last = first + count;
  for (let ky = 0; ky < kernelHeight; ky++) {
    for (let kx = 0; kx < kernelWidth; kx++) {
      for (let pixel = first; pixel < last;) {
        const row = pixel / outputWidth;
        const from = pixel - row * outputWidth;
        const to = min(outputWidth, last - row * outputWidth);
        const y = row * stride - padTop + ky;
        const source = image + ((<usize>(y * width)) << 2);
        if (y < 0 || y >= height) {
          zeroFloats(target, to - from);
        } else if (stride == 1) {
          const shift = kx - padLeft;
          const inside = min(to, max(from, -shift));
          const outside = max(inside, min(to, width - shift));
          zeroFloats(target, inside - from);
          copyFloats(
            target + ((<usize>(inside - from)) << 2),
            source + ((<usize>(inside + shift)) << 2),
            outside - inside,
          );
          zeroFloats(target + ((<usize>(outside - from)) << 2), to - outside);
        } else {
          for (let column = from; column < to; column++) {
            const x = column * stride - padLeft + kx;
            const value: f32 = x >= 0 && x < width ? load<f32>(source + ((<usize>x) << 2)) : 0;
            store<f32>(target + ((<usize>(column - from)) << 2), value);
          }
        }
        target += (<usize>(to - from)) << 2;
        pixel += to - from;
      }
    }
  }
}

/** Patches of output pixels `first .. first + count - 1` of one image: `target[pixel][ky][kx][channel]`, zero outside. */
export function gatherPatches(
  target: usize,
  image: usize,
  first: i32,
  count: i32,
  height: i32,
  width: i32,
  channels: i32,
  outputWidth: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  stride: i32,
  padTop: i32,
  padLeft: i32,
): void {
  const rowLength = kernelWidth * channels;
  for (let pixel = first; pixel < first + count; pixel++) {
    const top = (pixel / outputWidth) * stride - padTop;
    const left = (pixel % outputWidth) * stride - padLeft;
    const fromColumn = max(0, -left);
    const toColumn = max(fromColumn, min(kernelWidth, width - left));
    for (let ky = 0; ky < kernelHeight; ky++) {
      const y = top + ky;
      if (y < 0 || y >= height) {
        zeroFloats(target, rowLength);
      } else {
        zeroFloats(target, fromColumn * channels);
        copyFloats(
          target + ((<usize>(fromColumn * channels)) << 2),
          image + ((<usize>((y * width + left + fromColumn) * channels)) << 2),
          (toColumn - fromColumn) * channels,
        );
        zeroFloats(target + ((<usize>(toColumn * channels)) << 2), (kernelWidth - toColumn) * channels);
      }
      target += (<usize>rowLength) << 2;
    }
  }
}

/** Adds patches to the pixels they came from: the transpose of `gatherPatches`. */
export function scatterPatches(
  image: usize,
  source: usize,
  first: i32,
  count: i32,
  height: i32,
  width: i32,
  channels: i32,
  outputWidth: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  stride: i32,
  padTop: i32,
  padLeft: i32,
): void {
  const rowLength = kernelWidth * channels;
  for (let pixel = first; pixel < first + count; pixel++) {
    const top = (pixel / outputWidth) * stride - padTop;
    const left = (pixel % outputWidth) * stride - padLeft;
    const fromColumn = max(0, -left);
    const toColumn = max(fromColumn, min(kernelWidth, width - left));
    for (let ky = 0; ky < kernelHeight; ky++) {
      const y = top + ky;
      if (y >= 0 && y < height) {
        addFloats(
          image + ((<usize>((y * width + left + fromColumn) * channels)) << 2),
          source + ((<usize>(fromColumn * channels)) << 2),
          (toColumn - fromColumn) * channels,
        );
      }
      source += (<usize>rowLength) << 2;
    }
  }
}
