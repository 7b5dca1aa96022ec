import {
  backend_util,
  DepthwiseConv2dNativeBackpropFilter,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { opKernel } from '../../../ops/op-kernel.ts';
import { flatProgram } from './flat-program.ts';
import { webgpuKernel, wholes, type WebgpuKernel } from './webgpu-kernel.ts';
import { sumOfParts } from './sum-of-parts.ts';

/** Number of invocations that keep a large GPU busy. */
const wantedInvocations = 16_384;
/** With fewer pixels, splitting costs more than it gains. */
const fewestPixels = 32;

/**
 * Computes the gradient of a depthwise convolution's weights: `dW[p, q, c, m] = sum over n, i, j of x[n, s i + p, s j
 * + q, c] dy[n, i, j, c multiplier + m]`. The sum over pixels is split into parts that are added at the end; in the
 * stock kernel, one invocation sums over all pixels.
 */
export const depthwiseFilterGradient: WebgpuKernel = webgpuKernel(
  opKernel<{ readonly x: Tensor; readonly dy: Tensor }, DepthwiseConv2dNativeBackpropFilterAttrs, Tensor>(
    DepthwiseConv2dNativeBackpropFilter,
  ),
  (backend, { x, dy }, { strides, dilations, pad, dimRoundingMode, filterShape }) => {
    const info = backend_util.computeConv2DInfo(
      x.shape as [number, number, number, number],
      filterShape,
      strides,
      dilations,
      pad,
      dimRoundingMode,
      true,
    );
    const weights = filterShape.reduce((product, length) => product * length, 1);
    const pixels = info.batchSize * info.outHeight * info.outWidth;
    const parts = Math.min(Math.ceil(wantedInvocations / weights), Math.ceil(pixels / fewestPixels));
    const program = flatProgram({ name: 'depthwiseFilterGradient', outputShape: [parts, weights], ...source });
    const sums = backend.runWebGPUProgram(program, [x, dy], 'float32', [
      wholes(info.strideHeight, info.strideWidth),
      wholes(info.dilationHeight, info.dilationWidth),
      wholes(info.padInfo.top, info.padInfo.left),
      wholes(info.filterWidth),
      wholes(filterShape[3]),
      wholes(Math.ceil(pixels / parts)),
    ]);
    return sumOfParts(backend, sums, filterShape);
  },
);

const source = {
  inputs: ['x', 'dy'],
  uniforms: `strides : vec2<i32>, dilations : vec2<i32>, pads : vec2<i32>,
    filterWidth : i32, multiplier : i32, pixelsPerPart : i32,`,
  code: `
    let weights = uniforms.outShape.y;
    let weight = index % weights;
    let channels = uniforms.xShape.w;
    let outputs = uniforms.dyShape.w;
    // An output channel is c multiplier + m, and so is what is left of a weight's index without its tap.
    let output = weight % outputs;
    let tap = weight / outputs;
    let offset = vec2<i32>(tap / uniforms.filterWidth, tap % uniforms.filterWidth) * uniforms.dilations - uniforms.pads;
    let perImage = uniforms.dyShape.y * uniforms.dyShape.z;
    let first = index / weights * uniforms.pixelsPerPart;
    let end = min(first + uniforms.pixelsPerPart, uniforms.dyShape.x * perImage);
    var total = 0.0;
    for (var pixel = first; pixel < end; pixel++) {
      let inImage = pixel % perImage;
      let place = vec2<i32>(inImage / uniforms.dyShape.z, inImage % uniforms.dyShape.z) * uniforms.strides + offset;
      if (all(place >= vec2<i32>(0)) && all(place < uniforms.xShape.yz)) {
        let row = pixel / perImage * uniforms.xShape.y + place.x;
        let value = x[(row * uniforms.xShape.z + place.y) * channels + output / uniforms.multiplier];
        total += value * dy[pixel * outputs + output];
      }
    }`,
} as const;
