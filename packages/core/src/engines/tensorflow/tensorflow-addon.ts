import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { cacheDirectory } from '../../datasets/download/cache-directory.ts';
import { tensorflowPackageFolder, type TensorflowFlavor } from './tensorflow-package.ts';

/** A built addon: Node's door to a TensorFlow library. */
export interface TensorflowAddon {
  readonly flavor: TensorflowFlavor;
  /** Absolute path of `tfjs_binding.node`. */
  readonly file: string;
}

/** What `runner engine install` leaves beside the addon. */
const installationSchema = z.object({
  flavor: z.enum(['cuda', 'tensorflow']),
  /** Of the addon, relative to the folder. */
  file: z.string(),
});

export const installationFile = 'installation.json';

/** Where the package's own install script puts the addon: built for version 8 of Node's interface, which all newer Nodes have. */
export const builtAddon: string = path.join('lib', 'napi-v8', 'tfjs_binding.node');

/** Where `runner engine install` puts the addon of a flavor. */
export function tensorflowInstallFolder(flavor: TensorflowFlavor): string {
  return path.join(cacheDirectory(process.env), 'engines', flavor);
}

/** The addon in a folder that `runner engine install` made; nothing where there is none, or no description of it. */
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

/** The addon to use: CUDA's before the processor's, one that we installed before one in the npm package itself. */
export function findTensorflowAddon(): TensorflowAddon | undefined {
  for (const flavor of ['cuda', 'tensorflow'] as const) {
    const found = readInstallation(tensorflowInstallFolder(flavor)) ?? addonOfPackage(flavor);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What the package's own install script left, where somebody let it run. */
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
