import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import { backend_util, Conv2DBackpropFilter, type Conv2DBackpropFilterAttrs, type Tensor } from '@tensorflow/tfjs-core';
import { opKernel } from '../../../ops/op-kernel.ts';
import { webgpuKernel, wholes, type WebgpuKernel } from './webgpu-kernel.ts';
import { sumOfParts } from './sum-of-parts.ts';

/** Invocations of a workgroup in each direction: along the rows of the kernel and along the filters. */
const invocations = 8;
/** Rows or filters per invocation: few if there are few, because the rest of a tile is wasted. */
const shares = [1, 2, 4] as const;
/** Number of pixels whose values are in the workgroup's memory at a time. */
const depth = 16;
/** Number of workgroups that keep a large GPU busy. */
const wantedWorkgroups = 512;
/** With fewer pixels, splitting costs more than it gains. */
const fewestPixels = 256;

/**
 * Computes the gradient of a convolution's weights: `dW[p, q, c, f] = sum over n, i, j of x[n, s i + p, s j + q, c]
 * dy[n, i, j, f]`, a product of the patches of x (never stored) with dy. The sum over pixels is split into parts that
 * are added at the end, because there are many pixels and few weights; in the stock kernel, one invocation sums over
 * all pixels.
 */
export const conv2dFilterGradient: WebgpuKernel = webgpuKernel(
  opKernel<{ readonly x: Tensor; readonly dy: Tensor }, Conv2DBackpropFilterAttrs, Tensor>(Conv2DBackpropFilter),
  (backend, { x, dy }, { strides, pad, dimRoundingMode, filterShape }) => {
    const { batchSize, outHeight, outWidth, padInfo, strideHeight, strideWidth, filterWidth } =
      backend_util.computeConv2DInfo(
        x.shape as [number, number, number, number],
        filterShape,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
    const rows = filterShape[0] * filterShape[1] * filterShape[2];
    const filters = filterShape[3];
    const pixels = batchSize * outHeight * outWidth;
    const share = { rows: shareOf(rows), filters: shareOf(filters) };
    const workgroups = [
      Math.ceil(filters / share.filters / invocations),
      Math.ceil(rows / share.rows / invocations),
    ] as const;
    const tiles = workgroups[0] * workgroups[1];
    const wantedParts = Math.min(Math.ceil(wantedWorkgroups / tiles), Math.ceil(pixels / fewestPixels));
    const pixelsPerPart = depth * Math.ceil(pixels / wantedParts / depth);
    const parts = Math.ceil(pixels / pixelsPerPart);
    const program: WebGPUProgram = {
      variableNames: ['x', 'dy'],
      outputShape: [parts, rows, filters],
      uniforms: 'strides : vec2<i32>, pads : vec2<i32>, filterWidth : i32, pixelsPerPart : i32,',
      shaderKey: `sweepdeck_conv2dFilterGradient_${share.rows}_${share.filters}`,
      workgroupSize: [invocations, invocations, 1],
      dispatchLayout: { x: [2], y: [1], z: [0] },
      dispatch: [...workgroups, parts],
      getUserCode: () => codeFor(share),
    };
    const products = backend.runWebGPUProgram(program, [x, dy], 'float32', [
      wholes(strideHeight, strideWidth),
      wholes(padInfo.top, padInfo.left),
      wholes(filterWidth),
      wholes(pixelsPerPart),
    ]);
    return sumOfParts(backend, products, filterShape);
  },
);

interface Share {
  readonly rows: number;
  readonly filters: number;
}

function shareOf(count: number): number {
  return shares.find((share) => share * invocations >= count) ?? Math.max(...shares);
}

const codeFor = ({ rows, filters }: Share): string => `
  var<workgroup> patches : array<array<f32, ${rows * invocations}>, ${depth}>;
  var<workgroup> gradients : array<array<f32, ${filters * invocations}>, ${depth}>;

  // The value of x that meets the weight at \`row\` at an output pixel: 0 in the padding.
  fn patchValue(pixel : i32, row : i32) -> f32 {
    let channels = uniforms.xShape.w;
    let tap = row / channels;
    let perImage = uniforms.dyShape.y * uniforms.dyShape.z;
    let inImage = pixel % perImage;
    let top = inImage / uniforms.dyShape.z * uniforms.strides.x + tap / uniforms.filterWidth - uniforms.pads.x;
    let left = inImage % uniforms.dyShape.z * uniforms.strides.y + tap % uniforms.filterWidth - uniforms.pads.y;
    if (top < 0 || top >= uniforms.xShape.y || left < 0 || left >= uniforms.xShape.z) {
      return 0.0;
    }
    return x[((pixel / perImage * uniforms.xShape.y + top) * uniforms.xShape.z + left) * channels + row % channels];
  }

  fn main() {
    let rows = uniforms.outShape.y;
    let filters = uniforms.outShape.z;
    let firstRow = i32(workgroupId.y) * ${rows * invocations};
    let firstFilter = i32(workgroupId.x) * ${filters * invocations};
    let part = i32(workgroupId.z);
    let pixels = uniforms.dyShape.x * uniforms.dyShape.y * uniforms.dyShape.z;
    let firstPixel = part * uniforms.pixelsPerPart;
    let endPixel = min(firstPixel + uniforms.pixelsPerPart, pixels);
    let ownRow = i32(localId.y) * ${rows};
    let ownFilter = i32(localId.x) * ${filters};
    var sums : array<array<f32, ${filters}>, ${rows}>;

    for (var done = 0; done < uniforms.pixelsPerPart; done += ${depth}) {
      for (var i = i32(localIndex); i < ${depth * rows * invocations}; i += ${invocations * invocations}) {
        let k = i / ${rows * invocations};
        let place = i % ${rows * invocations};
        let pixel = firstPixel + done + k;
        patches[k][place] = 0.0;
        if (pixel < endPixel && firstRow + place < rows) {
          patches[k][place] = patchValue(pixel, firstRow + place);
        }
      }
      for (var i = i32(localIndex); i < ${depth * filters * invocations}; i += ${invocations * invocations}) {
        let k = i / ${filters * invocations};
        let place = i % ${filters * invocations};
        let pixel = firstPixel + done + k;
        gradients[k][place] = 0.0;
        if (pixel < endPixel && firstFilter + place < filters) {
          gradients[k][place] = dy[pixel * filters + firstFilter + place];
        }
      }
      workgroupBarrier();
      for (var k = 0; k < ${depth}; k++) {
        for (var i = 0; i < ${rows}; i++) {
          let value = patches[k][ownRow + i];
          for (var j = 0; j < ${filters}; j++) {
            sums[i][j] += value * gradients[k][ownFilter + j];
          }
        }
      }
      workgroupBarrier();
    }

    for (var i = 0; i < ${rows}; i++) {
      for (var j = 0; j < ${filters}; j++) {
        let row = firstRow + ownRow + i;
        let column = firstFilter + ownFilter + j;
        if (row < rows && column < filters) {
          result[(part * rows + row) * filters + column] = sums[i][j];
        }
      }
    }
  }`;
