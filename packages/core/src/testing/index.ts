export { writeCifarFiles, type CifarFilesOptions } from './cifar-files.ts';
export { tinyDataset } from './tiny-dataset.ts';
export { checkGradient, type GradientCheckOptions } from './gradient-check.ts';
export { relativeError } from './relative-error.ts';
export { countLeakedTensors } from './tensor-leak.ts';
export { randomDataset } from './random-dataset.ts';
