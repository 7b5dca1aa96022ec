export { matrixMultiply, matrixMultiplyScratchBytes } from './matrix-multiply';
export { denseGradientScratchBytes, denseInputGradient, denseParameterGradient } from './dense';
export { conv2dForward, conv2dInputGradient, conv2dParameterGradient, conv2dScratchBytes } from './conv2d';
export {
  depthwiseForward,
  depthwiseInputGradient,
  depthwiseParameterGradient,
  depthwiseScratchBytes,
} from './depthwise-conv2d';
export { maxPoolForward, maxPoolGradient } from './max-pool';
export { normalizeForward, normalizeGradient, normalizeScratchBytes } from './normalize';
export { adamPass, rmspropPass, sumOfSquaresPass, weightedSumPass } from './optimizer-passes';
