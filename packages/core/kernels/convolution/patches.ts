import { ConvolutionShape } from './convolution-shape';

// Image patches as matrix rows (im2col) and back. Patches are read from an image that has its border (`padImage`), so that
// each of a patch's rows lies in one piece.

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
 * Returns the address in the padded image where an output pixel's patch begins; the steps are bytes from one output
 * pixel to the next.
 */
function patchOf(padded: usize, row: i32, column: i32, rowStep: usize, columnStep: usize): usize {
  return padded + <usize>row * rowStep + <usize>column * columnStep;
}

/** Four patches' rows of `length` floats side by side: `target[i][lane]`. */
function interleaveRows(target: usize, p0: usize, p1: usize, p2: usize, p3: usize, length: i32): void {
  if (length < 4) {
    for (let i = 0; i < length; i++) {
      store<f32>(target, load<f32>(p0));
      store<f32>(target, load<f32>(p1), 4);
      store<f32>(target, load<f32>(p2), 8);
      store<f32>(target, load<f32>(p3), 12);
      target += 16;
      p0 += 4;
      p1 += 4;
      p2 += 4;
      p3 += 4;
    }
    return;
  }
  const last = ((<usize>length) << 2) - 16;
  // The last four may overlap those before.
  for (let at: usize = 0; ; at = min(at + 16, last)) {
    const r0 = v128.load(p0 + at);
    const r1 = v128.load(p1 + at);
    const r2 = v128.load(p2 + at);
    const r3 = v128.load(p3 + at);
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    const to = target + (at << 2);
    v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    v128.store(to, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 16);
    v128.store(to, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 32);
    v128.store(to, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 48);
    if (at == last) return;
  }
}

/** Patches of output pixels `first .. first + count - 1` of one image, packed as `packRows` does: `[pixel / 4][ky][kx][channel][4]`. */
export function packPatches(target: usize, padded: usize, first: i32, count: i32, shape: ConvolutionShape): void {
  const channels = shape.channels;
  const outputWidth = shape.outputWidth;
  const kernelHeight = shape.kernelHeight;
  const kernelWidth = shape.kernelWidth;
  const pixelBytes = (<usize>channels) << 2;
  const paddedRowBytes = <usize>shape.paddedWidth * pixelBytes;
  const rowStep = <usize>shape.strideHeight * paddedRowBytes;
  const columnStep = <usize>shape.strideWidth * pixelBytes;
  const rowLength = kernelWidth * channels;
  const areNeighbours = channels == 1 && shape.strideWidth == 1;
  let row = first / outputWidth;
  let column = first - row * outputWidth;
  for (let pixel = 0; pixel < count; pixel += 4) {
    let p0 = patchOf(padded, row, column, rowStep, columnStep);
    if (areNeighbours && column + 4 <= outputWidth && pixel + 4 <= count) {
      // The same tap of four neighbours lies in one piece.
      for (let ky = 0; ky < kernelHeight; ky++) {
        for (let kx = 0; kx < kernelWidth; kx++) {
          v128.store(target, v128.load(p0 + ((<usize>kx) << 2)));
          target += 16;
        }
        p0 += paddedRowBytes;
      }
      column += 4;
      if (column == outputWidth) {
        column = 0;
        row++;
      }
      continue;
    }
    // Lanes behind the last pixel repeat it; their results are not stored.
    let p1 = p0;
    let p2 = p0;
    let p3 = p0;
    for (let lane = 1; lane <= 4; lane++) {
      if (++column == outputWidth) {
        column = 0;
        row++;
      }
      if (pixel + lane >= count) continue;
      const patch = patchOf(padded, row, column, rowStep, columnStep);
      if (lane <= 1) p1 = patch;
      if (lane <= 2) p2 = patch;
      if (lane <= 3) p3 = patch;
    }
    for (let ky = 0; ky < kernelHeight; ky++) {
      interleaveRows(target, p0, p1, p2, p3, rowLength);
      target += (<usize>rowLength) << 4;
      p0 += paddedRowBytes;
      p1 += paddedRowBytes;
      p2 += paddedRowBytes;
      p3 += paddedRowBytes;
    }
  }
}

/** Patches of output pixels `first .. first + count - 1` of one image: `target[pixel][ky][kx][channel]`. */
export function gatherPatches(target: usize, padded: usize, first: i32, count: i32, shape: ConvolutionShape): void {
  const outputWidth = shape.outputWidth;
  const kernelHeight = shape.kernelHeight;
  const pixelBytes = (<usize>shape.channels) << 2;
  const paddedRowBytes = <usize>shape.paddedWidth * pixelBytes;
  const rowStep = <usize>shape.strideHeight * paddedRowBytes;
  const columnStep = <usize>shape.strideWidth * pixelBytes;
  const rowBytes = <usize>shape.kernelWidth * pixelBytes;
  const vectorBytes = rowBytes - 16;
  let row = first / outputWidth;
  let column = first - row * outputWidth;
  for (let pixel = 0; pixel < count; pixel++) {
    let patch = patchOf(padded, row, column, rowStep, columnStep);
    for (let ky = 0; ky < kernelHeight; ky++) {
      if (rowBytes >= 16) {
        for (let at: usize = 0; at < vectorBytes; at += 16) v128.store(target + at, v128.load(patch + at));
        // The last four may overlap those before.
        v128.store(target + vectorBytes, v128.load(patch + vectorBytes));
      } else {
        for (let at: usize = 0; at < rowBytes; at += 4) store<f32>(target + at, load<f32>(patch + at));
      }
      target += rowBytes;
      patch += paddedRowBytes;
    }
    if (++column == outputWidth) {
      column = 0;
      row++;
    }
  }
}

/** As `gatherPatches`, pixel by pixel within each tap: `target[ky][kx][pixel]`; much quicker for images of one channel. */
export function gatherTaps(target: usize, padded: usize, first: i32, count: i32, shape: ConvolutionShape): void {
  const outputWidth = shape.outputWidth;
  const paddedWidth = shape.paddedWidth;
  const kernelHeight = shape.kernelHeight;
  const kernelWidth = shape.kernelWidth;
  const strideHeight = shape.strideHeight;
  const strideWidth = shape.strideWidth;
  const last = first + count;
  for (let ky = 0; ky < kernelHeight; ky++) {
    for (let kx = 0; kx < kernelWidth; kx++) {
      for (let pixel = first; pixel < last;) {
        const row = pixel / outputWidth;
        const from = pixel - row * outputWidth;
        const length = min(outputWidth - from, last - pixel);
        let source = padded + ((<usize>((row * strideHeight + ky) * paddedWidth + from * strideWidth + kx)) << 2);
        let i = 0;
        if (strideWidth == 1) {
          for (; i + 4 <= length; i += 4) {
            v128.store(target, v128.load(source));
            target += 16;
            source += 16;
          }
        }
        for (; i < length; i++) {
          store<f32>(target, load<f32>(source));
          target += 4;
          source += (<usize>strideWidth) << 2;
        }
        pixel += length;
      }
    }
  }
}

/** Adds patches to the pixels they came from: the transpose of `gatherPatches`. */
export function scatterPatches(image: usize, source: usize, first: i32, count: i32, shape: ConvolutionShape): void {
  const height = shape.height;
  const width = shape.width;
  const channels = shape.channels;
  const outputWidth = shape.outputWidth;
  const kernelHeight = shape.kernelHeight;
  const kernelWidth = shape.kernelWidth;
  const strideHeight = shape.strideHeight;
  const strideWidth = shape.strideWidth;
  const rowLength = kernelWidth * channels;
  for (let pixel = first; pixel < first + count; pixel++) {
    const top = (pixel / outputWidth) * strideHeight - shape.padTop;
    const left = (pixel % outputWidth) * strideWidth - shape.padLeft;
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
