import { readFileSync } from 'node:fs';
import { SweepdeckError } from '../../errors/index.ts';
import type { KernelModule } from './kernel-module.generated.ts';
import { webAssembly, type WasmMemory } from './web-assembly.ts';

/** `kernels` gives the same bits everywhere; `kernels-relaxed` uses relaxed SIMD, which may round once where others round twice. */
export type KernelBuild = 'kernels' | 'kernels-relaxed';

/**
 * The compiled kernels.
 * @throws SweepdeckError `kernels-not-built`
 */
export function readKernels(build: KernelBuild): Uint8Array {
  try {
    // The same path from src/engines/wasm and from dist/engines/wasm.
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

/** Instantiates kernels on the memory of another module. */
export async function loadKernelModule(bytes: Uint8Array, memory: WasmMemory): Promise<KernelModule> {
  const abort = (): never => {
    throw new Error('a kernel was aborted');
  };
  const { instance } = await webAssembly.instantiate(bytes, { env: { memory, abort } });
  // The build makes this module from the sources that the interface describes.
  return instance.exports as unknown as KernelModule;
}
