import { findBackendFactory, registerBackend, type KernelBackend } from '@tensorflow/tfjs-core';
import { createRequire } from 'node:module';
import path from 'node:path';
import util from 'node:util';
import type { TensorflowAddon } from './tensorflow-addon.ts';
import { tensorflowPackageFolder, tensorflowPackages } from './tensorflow-package.ts';

/** The functions of the native addon that are used here. */
export interface TensorflowBinding {
  readonly TF_Version: string;
  isUsingGpuDevice(): boolean;
}

interface BackendModule {
  readonly NodeJSKernelBackend: new (binding: TensorflowBinding, packageName: string) => KernelBackend;
}

/** TensorFlow reads these variables when it is loaded; the user's own settings are kept. */
const settings: Readonly<Record<string, string>> = {
  // One core per worker, as for the other engines; irrelevant on a GPU.
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  OMP_NUM_THREADS: '1',
  // Several workers share a GPU, so none may take all of its memory at the start.
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  // The same seed must give the same bits: only algorithms without atomic sums.
  TF_CUDNN_DETERMINISTIC: '1',
  // Errors only: the warnings are about processor features that the library does not use.
  TF_CPP_MIN_LOG_LEVEL: '2',
};

/**
 * Loads the native library into this process and registers its kernels as the TensorFlow.js backend `tensorflow`. A
 * failure in native code ends the process.
 *
 * @throws Error of the dynamic loader
 */
export function loadTensorflowAddon({ flavor, file }: TensorflowAddon): TensorflowBinding {
  for (const [name, value] of Object.entries(settings)) process.env[name] ??= value;
  provideIsNullOrUndefined();
  const require = createRequire(import.meta.url);
  const binding = require(file) as TensorflowBinding;
  // Avoids the package's main module, which looks for the addon only in its own folder and makes itself the current
  // backend.
  const folder = tensorflowPackageFolder(flavor);
  require(path.join(folder, 'dist', 'register_all_kernels.js'));
  const { NodeJSKernelBackend } = require(path.join(folder, 'dist', 'nodejs_kernel_backend.js')) as BackendModule;
  if (!findBackendFactory('tensorflow')) {
    registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, tensorflowPackages[flavor]));
  }
  return binding;
}

/** Node 23 removed a function that the package still calls. */
function provideIsNullOrUndefined(): void {
  if ('isNullOrUndefined' in util) return;
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
}
