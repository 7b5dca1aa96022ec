import { setWasmPaths, type BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { env, matMul, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SweepdeckError } from '../../errors/index.ts';
import type { Engine, EngineDefinition, EngineStatus } from '../engine.ts';
import { closeBackend, makeBackendCurrent, openBackend } from '../tensorflow-backend.ts';
import { createKernelContext } from './kernel-context.ts';
import { registerKernels } from './register-kernels.ts';

const device = 'WebAssembly SIMD128';
const numericsVersion = 'wasm-1';

let opened: Promise<Engine> | undefined;

async function requireSimd(): Promise<void> {
  if (await env().getAsync('WASM_HAS_SIMD_SUPPORT')) return;
  throw new SweepdeckError({
    code: 'no-wasm-simd',
    message: 'the engine wasm needs WebAssembly SIMD, which this Node.js or processor does not have',
    hint: 'Use Node.js 20 or newer on a 64-bit x86 or ARM processor.',
  });
}

/** Emscripten hooks the process's last resorts to throw again, which would hide where an error came from. */
async function withoutNewListeners<T>(action: () => Promise<T>): Promise<T> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => new Set<unknown>(process.listeners(event as 'uncaughtException')));
  try {
    return await action();
  } finally {
    for (const [i, event] of events.entries()) {
      for (const listener of process.listeners(event as 'uncaughtException')) {
        if (before[i]?.has(listener) === false) process.off(event, listener);
      }
    }
  }
}

async function start(): Promise<Engine> {
  await requireSimd();
  const folder = path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
  setWasmPaths(folder + path.sep);
  const backend = (await withoutNewListeners(() => openBackend('wasm'))) as BackendWasm;
  const context = await createKernelContext(backend);
  registerKernels(context);
  return {
    name: 'wasm',
    numericsVersion,
    device,
    makeCurrent: () => makeBackendCurrent('wasm'),
    memoryBytes: () => context.reservedBytes(),
    dispose() {
      if (opened === undefined) return;
      opened = undefined;
      context.dispose();
      closeBackend('wasm');
    },
  };
}

/** TensorFlow.js on WebAssembly, with our SIMD kernels for training on the same memory. One per thread. */
export const wasmEngine: EngineDefinition = {
  name: 'wasm',
  summary: 'WebAssembly SIMD with training kernels of our own; runs everywhere, one core per worker',
  isolation: 'thread',
  async check(): Promise<EngineStatus> {
    try {
      await wasmEngine.open();
      const product = tidy(() => matMul(tensor2d([[1, 2]]), tensor2d([[3], [4]])).dataSync()[0]);
      if (product !== 11) return { works: false, reason: 'a matrix product is wrong', hint: 'Reinstall the packages.' };
      return { works: true, device, numericsVersion, isCandidate: true };
    } catch (error) {
      const hint = error instanceof SweepdeckError ? error.hint : undefined;
      const reason = error instanceof Error ? error.message : String(error);
      return { works: false, reason, hint: hint ?? 'Run `pnpm build` in the repository.' };
    }
  },
  async open(): Promise<Engine> {
    if (opened === undefined) {
      opened = start();
      opened.catch(() => (opened = undefined));
    }
    const engine = await opened;
    await engine.makeCurrent();
    return engine;
  },
};
