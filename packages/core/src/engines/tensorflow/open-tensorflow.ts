import { memory } from '@tensorflow/tfjs-core';
import { execFileSync } from 'node:child_process';
import { isMainThread } from 'node:worker_threads';
import { SweepdeckError } from '../../errors/index.ts';
import type { Engine, EngineMemory } from '../engine.ts';
import { closeBackend, makeBackendCurrent, openBackend } from '../tensorflow-backend.ts';
import { loadTensorflowAddon, type TensorflowBinding } from './load-addon.ts';
import type { TensorflowAddon } from './tensorflow-addon.ts';

/** Whether the engine computes on a GPU is known only once it is open. */
export interface TensorflowEngine extends Engine {
  readonly memory: EngineMemory;
}

let loaded: { readonly file: string; readonly binding: TensorflowBinding } | undefined;

/**
 * Opens the engine with an addon, permanently: a native library cannot be unloaded from a process.
 *
 * @throws SweepdeckError `engine-needs-process` in a worker thread, `engine-failed` when the library cannot be loaded
 */
export async function openTensorflow(addon: TensorflowAddon): Promise<TensorflowEngine> {
  if (!isMainThread) {
    throw new SweepdeckError({
      code: 'engine-needs-process',
      message: 'the engine tensorflow crashes in worker threads; it opens in the main thread of a process',
      hint: 'Run it in a process pool.',
    });
  }
  loaded ??= { file: addon.file, binding: load(addon) };
  const { binding } = loaded;
  const isGpu = binding.isUsingGpuDevice();
  await openBackend('tensorflow');
  const version = `TensorFlow ${binding.TF_Version}`;
  return {
    name: 'tensorflow',
    numericsVersion: `tensorflow-2 ${binding.TF_Version} ${isGpu ? 'cuda' : 'cpu'}`,
    device: isGpu ? `${version} CUDA: ${gpuName()}` : `${version} CPU`,
    reads: 'immediate',
    makeCurrent: () => makeBackendCurrent('tensorflow'),
    memoryBytes: () => memory().numBytes,
    memory: isGpu ? { of: 'device', ...gpuMemory() } : { of: 'machine' },
    dispose: () => closeBackend('tensorflow'),
  };
}

function load(addon: TensorflowAddon): TensorflowBinding {
  try {
    return loadTensorflowAddon(addon);
  } catch (cause) {
    throw new SweepdeckError({
      code: 'engine-failed',
      message: `the TensorFlow addon ${addon.file} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: `If its TensorFlow library was moved or updated, build the addon again: \`runner engine install ${addon.flavor}\`.`,
      cause,
    });
  }
}

/** Returns the name of the first GPU from NVIDIA's driver; TensorFlow's C interface does not provide it. */
function gpuName(): string {
  return askDriver('name') ?? 'GPU';
}

/** Returns the memory of the first GPU, if its driver reports it. */
function gpuMemory(): Pick<EngineMemory, 'deviceBytes'> {
  const mebibytes = Number.parseInt(askDriver('memory.total') ?? '', 10);
  return mebibytes > 0 ? { deviceBytes: 2 ** 20 * mebibytes } : {};
}

function askDriver(property: string): string | undefined {
  try {
    const answers = execFileSync('nvidia-smi', [`--query-gpu=${property}`, '--format=csv,noheader,nounits'], {
      encoding: 'utf8',
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return answers.split('\n', 1)[0]?.trim() || undefined;
  } catch {
    return undefined;
  }
}
