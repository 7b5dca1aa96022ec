import { createRequire } from 'node:module';
import path from 'node:path';
import { SweepdeckError } from '../../errors/index.ts';

/** The npm packages that contain the addon's sources and its JavaScript interface; the code is the same in both. */
export const tensorflowPackages = {
  tensorflow: '@tensorflow/tfjs-node',
  cuda: '@tensorflow/tfjs-node-gpu',
} as const;

/** `cuda` computes on an NVIDIA GPU, `tensorflow` on the processor. */
export type TensorflowFlavor = keyof typeof tensorflowPackages;

/**
 * Returns the folder of a flavor's npm package.
 *
 * @throws SweepdeckError `engine-not-installed` when npm omitted the optional package
 */
export function tensorflowPackageFolder(flavor: TensorflowFlavor): string {
  const name = tensorflowPackages[flavor];
  try {
    return path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch (cause) {
    throw new SweepdeckError({
      code: 'engine-not-installed',
      message: `the optional package ${name} is not installed`,
      hint: 'Only a clone of the repository has it: run `npm run setup` there, with optional packages included.',
      cause,
    });
  }
}
