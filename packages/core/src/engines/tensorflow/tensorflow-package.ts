import { createRequire } from 'node:module';
import path from 'node:path';
import { SweepdeckError } from '../../errors/index.ts';

/** The npm packages that carry the addon's sources and the code in front of it; the same code in both. */
export const tensorflowPackages = {
  tensorflow: '@tensorflow/tfjs-node',
  cuda: '@tensorflow/tfjs-node-gpu',
} as const;

/** `cuda` computes on an NVIDIA GPU, `tensorflow` on the processor. */
export type TensorflowFlavor = keyof typeof tensorflowPackages;

/**
 * Folder of the npm package of a flavor.
 * @throws SweepdeckError `engine-not-installed` when npm left the optional package out
 */
export function tensorflowPackageFolder(flavor: TensorflowFlavor): string {
  const name = tensorflowPackages[flavor];
  try {
    return path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch (cause) {
    throw new SweepdeckError({
      code: 'engine-not-installed',
      message: `the optional package ${name} is not installed`,
      hint: 'Only a clone of the repository has it: run `npm run setup` there, without leaving out optional packages.',
      cause,
    });
  }
}
