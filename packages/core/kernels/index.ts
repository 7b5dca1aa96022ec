export { matrixMultiply, matrixMultiplyScratchBytes } from './matrix-multiply';
export { denseGradientScratchBytes, denseInputGradient, denseParameterGradient } from './dense';
export { conv2dForward, conv2dInputGradient, conv2dParameterGradient, conv2dScratchBytes } from './conv2d';
export {
  conv2dMaxPoolForward,
  conv2dMaxPoolInputGradient,
  conv2dMaxPoolParameterGradient,
  conv2dMaxPoolScratchBytes,
} from './conv2d-max-pool';
export {
  depthwiseForward,
  depthwiseInputGradient,
  depthwiseParameterGradient,
  depthwiseScratchBytes,
} from './depthwise-conv2d';
export { maxPoolForward, maxPoolGradient } from './max-pool';
export { normalizeForward, normalizeGradient, normalizeScratchBytes } from './normalize';
export {
  reluForward,
  reluGradient,
  leakyReluForward,
  leakyReluGradient,
  eluForward,
  eluGradient,
  geluForward,
  geluGradient,
  siluForward,
  siluGradient,
  tanhForward,
  tanhGradient,
  sigmoidForward,
  sigmoidGradient,
  softplusForward,
  softplusGradient,
} from './activation-passes';
export { adamaxPass, adamPass, lionPass } from './adam-passes';
export { adadeltaPass, meanSquarePass, variancePass } from './mean-square-passes';
export { adanPass } from './adan-pass';
export { scheduleFreePass } from './schedule-free-pass';
export { momentumPass, moveTowardsPass, sumOfSquaresPass, weightedSumPass } from './optimizer-passes';
export { dropoutPass } from './dropout';
export { lookUpPixels } from './gather-batch';
export { bytesToPixels, normalizePixels } from './pixels';
export { cropImage, cutOut, flipImage } from './move-pixels';
export { warpAffine } from './warp-affine';
export { addNoise, noiseScratchBytes } from './noise';
export { addBrightness, posterize, saturate, scaleBrightness, scaleContrast, sharpen, solarize } from './tone';
export { autoContrast, equalize } from './histogram-tone';
export { crossEntropyForward, crossEntropyGradient, logSoftmaxForward, logSoftmaxGradient } from './softmax';
