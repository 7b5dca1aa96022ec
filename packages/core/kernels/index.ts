export { matrixMultiply, matrixMultiplyScratchBytes } from './matrix/matrix-multiply';
export { denseGradientScratchBytes, denseInputGradient, denseParameterGradient } from './matrix/dense';
export { conv2dForward, conv2dInputGradient, conv2dParameterGradient, conv2dScratchBytes } from './convolution/conv2d';
export {
  conv2dMaxPoolForward,
  conv2dMaxPoolInputGradient,
  conv2dMaxPoolParameterGradient,
  conv2dMaxPoolScratchBytes,
} from './convolution/conv2d-max-pool';
export {
  depthwiseForward,
  depthwiseInputGradient,
  depthwiseParameterGradient,
  depthwiseScratchBytes,
} from './convolution/depthwise-conv2d';
export { maxPoolForward, maxPoolGradient } from './pooling/max-pool';
export { normalizeForward, normalizeGradient, normalizeScratchBytes } from './normalization/normalize';
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
} from './activation/activation-passes';
export { adamaxPass, adamPass, lionPass } from './optimizers/adam-passes';
export { adadeltaPass, meanSquarePass, variancePass } from './optimizers/mean-square-passes';
export { adanPass } from './optimizers/adan-pass';
export { scheduleFreePass } from './optimizers/schedule-free-pass';
export { momentumPass, moveTowardsPass, sumOfSquaresPass, weightedSumPass } from './optimizers/optimizer-passes';
export { dropoutPass } from './activation/dropout';
export { lookUpPixels } from './images/gather-batch';
export { bytesToPixels, normalizePixels } from './images/pixels';
export { cropImage, cutOut, flipImage } from './images/move-pixels';
export { warpAffine } from './images/warp-affine';
export { addNoise, noiseScratchBytes } from './images/noise';
export { addBrightness, posterize, saturate, scaleBrightness, scaleContrast, sharpen, solarize } from './images/tone';
export { autoContrast, equalize } from './images/histogram-tone';
export { crossEntropyForward, crossEntropyGradient, logSoftmaxForward, logSoftmaxGradient } from './activation/softmax';
