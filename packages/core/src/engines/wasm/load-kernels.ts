import { readFileSync } from 'node:fs';
import { SweepdeckError } from '../../errors/index.ts';
import type { KernelModule } from './kernel-module.generated.ts';
import { webAssembly, type WasmMemory } from './web-assembly.ts';

/**
 * `kernels` gives the same bits everywhere; `kernels-relaxed` uses relaxed SIMD, which may round once instead of
 * twice.
 */
export type KernelBuild = 'kernels' | 'kernels-relaxed';

/**
 * Reads the compiled kernels.
 *
 * @throws SweepdeckError `kernels-not-built`
 */
export function readKernels(build: KernelBuild): Uint8Array {
  try {
    // The relative path is the same from src/engines/wasm and from dist/engines/wasm.
    return readFileSync(new URL(`../../../dist/kernels/${build}.wasm`, import.meta.url));
  } catch (cause) {
    throw new SweepdeckError({
      code: 'kernels-not-built',
      message: 'the kernels of the engine wasm are not built',
      hint: 'Run `pnpm build` in the repository.',
      cause,
    });
  }
}

/** Instantiates kernels in the memory of another module. */
export async function loadKernelModule(bytes: Uint8Array, memory: WasmMemory): Promise<KernelModule> {
  const abort = (): never => {
    throw new Error('a kernel was aborted');
  };
  const { instance } = await webAssembly.instantiate(bytes, { env: { memory, abort } });
  // The build generates this module from the same sources as the interface.
  return instance.exports as unknown as KernelModule;
}
