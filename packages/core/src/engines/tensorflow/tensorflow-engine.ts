import { SweepdeckError } from '../../errors/index.ts';
import type { Engine, EngineDefinition, EngineStatus } from '../engine.ts';
import { checkTensorflowAddon } from './check-addon.ts';
import { openTensorflow } from './open-tensorflow.ts';
import { findTensorflowAddon } from './tensorflow-addon.ts';

const notInstalled = {
  reason: 'no TensorFlow library is installed',
  hint: 'Run `runner engine install cuda` for an NVIDIA GPU or `runner engine install tensorflow` for the processor.',
} as const;

/**
 * Native TensorFlow through the addon of tfjs-node: with CUDA if available, otherwise on the processor. One per
 * process.
 */
export const tensorflowEngine: EngineDefinition = {
  name: 'tensorflow',
  summary: 'Native TensorFlow, on an NVIDIA GPU with CUDA or on the processor; installed by one command',
  isolation: 'process',
  async check(): Promise<EngineStatus> {
    const addon = findTensorflowAddon();
    return addon === undefined ? { works: false, ...notInstalled } : checkTensorflowAddon(addon);
  },
  async open(): Promise<Engine> {
    const addon = findTensorflowAddon();
    if (addon === undefined) {
      throw new SweepdeckError({
        code: 'engine-not-installed',
        message: `the engine tensorflow cannot be opened: ${notInstalled.reason}`,
        hint: notInstalled.hint,
      });
    }
    return openTensorflow(addon);
  },
};
