import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { cacheDirectory } from '../../datasets/download/cache-directory.ts';
import { tensorflowPackageFolder, type TensorflowFlavor } from './tensorflow-package.ts';

/** A built addon, which connects Node to a TensorFlow library. */
export interface TensorflowAddon {
  readonly flavor: TensorflowFlavor;
  /** Absolute path of `tfjs_binding.node`. */
  readonly file: string;
}

/** The description that `runner engine install` writes beside the addon. */
const installationSchema = z.object({
  flavor: z.enum(['cuda', 'tensorflow']),
  /** Path of the addon, relative to the folder. */
  file: z.string(),
});

export const installationFile = 'installation.json';

/**
 * Where the package's own install script puts the addon. It is built for version 8 of Node-API, which all newer Nodes
 * support.
 */
export const builtAddon: string = path.join('lib', 'napi-v8', 'tfjs_binding.node');

/** Returns the folder where `runner engine install` puts the addon of a flavor. */
export function tensorflowInstallFolder(flavor: TensorflowFlavor): string {
  return path.join(cacheDirectory(process.env), 'engines', flavor);
}

/**
 * Returns the addon in a folder that `runner engine install` made; undefined when there is none, or no description of
 * it.
 */
function readInstallation(folder: string): TensorflowAddon | undefined {
  const description = path.join(folder, installationFile);
  if (!existsSync(description)) return undefined;
  try {
    const { flavor, file } = installationSchema.parse(JSON.parse(readFileSync(description, 'utf8')));
    return { flavor, file: path.join(folder, file) };
  } catch {
    return undefined;
  }
}

/** Finds the addon to use: CUDA's before the processor's, and an installed one before the one in the npm package. */
export function findTensorflowAddon(): TensorflowAddon | undefined {
  for (const flavor of ['cuda', 'tensorflow'] as const) {
    const found = readInstallation(tensorflowInstallFolder(flavor)) ?? addonOfPackage(flavor);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Returns the addon of the package's own install script, if that was run. */
function addonOfPackage(flavor: TensorflowFlavor): TensorflowAddon | undefined {
  let folder: string;
  try {
    folder = tensorflowPackageFolder(flavor);
  } catch {
    return undefined;
  }
  const file = path.join(folder, builtAddon);
  return existsSync(file) ? { flavor, file } : undefined;
}
