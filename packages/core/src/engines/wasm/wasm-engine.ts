import type * as WasmBackend from '@tensorflow/tfjs-backend-wasm';
import { env, matMul, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { SweepdeckError } from '../../errors/index.ts';
import type { Engine, EngineDefinition, EngineStatus } from '../engine.ts';
import { closeBackend, makeBackendCurrent, openBackend } from '../tensorflow-backend.ts';
import { createKernelContext, wasmMemoryLimit } from './kernel-context.ts';
import { readKernels, type KernelBuild } from './load-kernels.ts';
import { registerKernels } from './register-kernels.ts';
import { webAssembly } from './web-assembly.ts';

/** A way to run the kernels. */
interface WasmVariant {
  readonly name: string;
  readonly summary: string;
  readonly device: string;
  readonly build: KernelBuild;
  readonly isCandidate: boolean;
}

/** The variant that is open on this thread; both would share one backend. */
let opened: { readonly name: string; readonly engine: Promise<Engine> } | undefined;

async function requireSimd(): Promise<void> {
  if (await env().getAsync('WASM_HAS_SIMD_SUPPORT')) return;
  throw new SweepdeckError({
    code: 'no-wasm-simd',
    message: 'the engine wasm needs WebAssembly SIMD, which this Node.js or processor does not have',
    hint: 'Use Node.js 20 or newer on a 64-bit x86 or ARM processor.',
  });
}

/** Node.js 20 has relaxed SIMD behind a flag, which can be set at run time. */
function requireRelaxedSimd(compiled: Uint8Array): void {
  if (webAssembly.validate(compiled)) return;
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  if (webAssembly.validate(compiled)) return;
  throw new SweepdeckError({
    code: 'no-relaxed-simd',
    message: 'the engine wasm-relaxed needs WebAssembly relaxed SIMD, which this Node.js does not have',
    hint: 'Use Node.js 20 or newer, or the engine wasm.',
  });
}

/** Removes emscripten's handlers of uncaught errors, which rethrow and so hide where an error came from. */
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

/**
 * Tells whether the processor fuses multiply-add: `(1 + e)^2 - (1 + 2 e)` is `e^2` if the product is not rounded
 * before the sum, otherwise 0.
 */
function isFused(): boolean {
  const e = 2 ** -13;
  return tidy(() => matMul(tensor2d([[1, 1 + e]]), tensor2d([[-1 - 2 * e], [1 + e]])).dataSync()[0]) !== 0;
}

async function start({ name, device, build }: WasmVariant): Promise<Engine> {
  // Loaded here, so that only this engine's users pay for it; required, because importing it takes three times as long.
  const require = createRequire(import.meta.url);
  const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm') as typeof WasmBackend;
  await requireSimd();
  const compiled = readKernels(build);
  if (build === 'kernels-relaxed') requireRelaxedSimd(compiled);
  setWasmPaths(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + path.sep);
  const backend = (await withoutNewListeners(() => openBackend('wasm'))) as WasmBackend.BackendWasm;
  const context = await createKernelContext(backend, compiled);
  registerKernels(context);
  return {
    name,
    numericsVersion: build === 'kernels' ? 'wasm-4' : `wasm-4-${isFused() ? 'fused' : 'relaxed'}`,
    device,
    reads: 'immediate',
    makeCurrent: () => makeBackendCurrent('wasm'),
    memoryBytes: () => context.reservedBytes(),
    memoryLimitBytes: wasmMemoryLimit,
    dispose() {
      if (opened?.name !== name) return;
      opened = undefined;
      context.dispose();
      closeBackend('wasm');
    },
  };
}

function defineWasmEngine(variant: WasmVariant): EngineDefinition {
  const { name, summary, device, isCandidate } = variant;
  async function open(): Promise<Engine> {
    if (opened !== undefined && opened.name !== name) (await opened.engine).dispose();
    if (opened === undefined) {
      const opening = { name, engine: start(variant) };
      opened = opening;
      opening.engine.catch(() => (opened = undefined));
    }
    const engine = await opened.engine;
    await engine.makeCurrent();
    return engine;
  }
  return {
    name,
    summary,
    isolation: 'thread',
    memory: { of: 'machine', mostBytes: wasmMemoryLimit },
    mayBeCandidate: () => isCandidate,
    async check(): Promise<EngineStatus> {
      try {
        const { numericsVersion } = await open();
        const product = tidy(() => matMul(tensor2d([[1, 2]]), tensor2d([[3], [4]])).dataSync()[0]);
        return product === 11
          ? { works: true, device, numericsVersion, isCandidate }
          : { works: false, reason: 'a matrix product is wrong', hint: 'Reinstall the packages.' };
      } catch (error) {
        const hint = error instanceof SweepdeckError ? error.hint : undefined;
        const reason = error instanceof Error ? error.message : String(error);
        return { works: false, reason, hint: hint ?? 'Run `pnpm build` in the repository.' };
      }
    },
    open,
  };
}

/** TensorFlow.js on WebAssembly, with our SIMD kernels for training on the same memory. One per thread. */
export const wasmEngine = defineWasmEngine({
  name: 'wasm',
  summary: 'WebAssembly SIMD with training kernels of our own; runs everywhere, one core per worker',
  device: 'WebAssembly SIMD128',
  build: 'kernels',
  isCandidate: true,
});

/**
 * Like `wasm`, with multiply-add in one step if the processor has it: faster, but the bits differ between processors.
 */
export const wasmRelaxedEngine = defineWasmEngine({
  name: 'wasm-relaxed',
  summary: 'Like wasm, with relaxed SIMD: faster, but its last bits depend on the processor',
  device: 'WebAssembly relaxed SIMD',
  build: 'kernels-relaxed',
  isCandidate: false,
});
