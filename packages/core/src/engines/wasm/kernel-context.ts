import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { loadKernelModule, type KernelModule } from './kernel-module.ts';
import { webAssembly, type WasmMemory } from './web-assembly.ts';

/** What a kernel needs of the backend whose memory it shares. */
export interface KernelContext {
  readonly kernels: KernelModule;
  /** Where a tensor's values are; a float32 tensor is contiguous there. */
  address(tensor: TensorInfo): number;
  /** The shared memory itself: a view that the next allocation may detach. */
  bytesAt(address: number, count: number): Uint8Array;
  makeOutput(shape: readonly number[], dtype?: DataType, values?: backend_util.TypedArray): TensorInfo;
  /** Another reference to the same values. */
  share(tensor: TensorInfo): TensorInfo;
  /** At least `bytes` bytes that hold nothing: valid until the next call. */
  scratch(bytes: number): number;
  reservedBytes(): number;
  /** Frees the scratch memory. */
  dispose(): void;
}

/** The emscripten module behind the backend, where its types are silent. */
interface EmscriptenModule {
  readonly asm?: { readonly memory?: unknown };
  _malloc(bytes: number): number;
  _free(address: number): void;
}

function memoryOf(module: EmscriptenModule): WasmMemory {
  const memory = module.asm?.memory;
  if (!(memory instanceof webAssembly.Memory)) throw new Error('the wasm backend does not expose its memory');
  return memory;
}

export async function createKernelContext(backend: BackendWasm, compiled: Uint8Array): Promise<KernelContext> {
  const module = backend.wasm as unknown as EmscriptenModule;
  const memory = memoryOf(module);
  const kernels = await loadKernelModule(compiled, memory);
  let scratchAddress = 0;
  let scratchBytes = 0;
  const freeScratch = (): void => {
    if (scratchBytes > 0) module._free(scratchAddress);
    scratchBytes = 0;
  };
  return {
    kernels,
    address: (tensor) => backend.dataIdMap.get(tensor.dataId).memoryOffset,
    bytesAt: (address, count) => new Uint8Array(memory.buffer, address, count),
    makeOutput: (shape, dtype = 'float32', values) => backend.makeOutput([...shape], dtype, undefined, values),
    share(tensor) {
      backend.incRef(tensor.dataId);
      return { dataId: tensor.dataId, shape: tensor.shape, dtype: tensor.dtype };
    },
    scratch(bytes) {
      if (bytes > scratchBytes) {
        freeScratch();
        // Twice the size, so that growing models settle after a few steps.
        scratchBytes = 2 * bytes;
        scratchAddress = module._malloc(scratchBytes) >>> 0;
        if (scratchAddress === 0) throw new Error(`no memory for ${scratchBytes} bytes of scratch`);
      }
      return scratchAddress;
    },
    reservedBytes: () => memory.buffer.byteLength,
    dispose: freeScratch,
  };
}
