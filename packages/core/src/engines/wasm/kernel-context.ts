import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelModule } from './kernel-module.generated.ts';
import { outOfMemory } from '../out-of-memory.ts';
import { loadKernelModule } from './load-kernels.ts';
import { webAssembly, type WasmMemory } from './web-assembly.ts';

/** The parts of the backend that a kernel needs to share its memory. */
export interface KernelContext {
  readonly kernels: KernelModule;
  /** Returns the address of a tensor's values; float32 tensors are contiguous. */
  address(tensor: TensorInfo): number;
  /** Returns a view of the shared memory, which the next allocation may detach. */
  bytesAt(address: number, count: number): Uint8Array;
  makeOutput(shape: readonly number[], dtype?: DataType, values?: backend_util.TypedArray): TensorInfo;
  /** Returns another reference to the same values. */
  share(tensor: TensorInfo): TensorInfo;
  /**
   * Writes up to 16 whole numbers of 32 bits into memory. Returns their address, which is valid until the next call.
   */
  lay(numbers: readonly number[]): number;
  /** Returns the address of at least `bytes` uninitialized bytes, valid until the next call. */
  scratch(bytes: number): number;
  reservedBytes(): number;
  /** Frees the memory that does not belong to tensors. */
  dispose(): void;
}

/** The emscripten module behind the backend, where the backend's types do not describe it. */
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

const mostNumbers = 16;

/** The most that the backend's build can grow to: 32-bit addresses, less a page. */
export const wasmMemoryLimit = 4_294_901_760;

/**
 * Makes a failed allocation throw: Emscripten returns 0 when there is no memory left, and TensorFlow.js would write
 * there.
 */
function refuseWithoutMemory(module: EmscriptenModule, memory: WasmMemory): void {
  // The first call replaces itself with the compiled function.
  module._free(module._malloc(1));
  const allocate = module._malloc;
  module._malloc = (bytes) => {
    // A size beyond 32 bits would be truncated to a small block.
    const address = bytes > wasmMemoryLimit ? 0 : allocate(bytes) >>> 0;
    if (address === 0 && bytes > 0) {
      const reservedBytes = memory.buffer.byteLength;
      throw outOfMemory({ engine: 'wasm', wantedBytes: bytes, reservedBytes, limitBytes: wasmMemoryLimit });
    }
    return address;
  };
}

export async function createKernelContext(backend: BackendWasm, compiled: Uint8Array): Promise<KernelContext> {
  const module = backend.wasm as unknown as EmscriptenModule;
  const memory = memoryOf(module);
  const kernels = await loadKernelModule(compiled, memory);
  refuseWithoutMemory(module, memory);
  const numbersAddress = module._malloc(4 * mostNumbers);
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
    lay(numbers) {
      if (numbers.length > mostNumbers) throw new Error(`${numbers.length} numbers are more than ${mostNumbers}`);
      new Int32Array(memory.buffer, numbersAddress, numbers.length).set(numbers);
      return numbersAddress;
    },
    scratch(bytes) {
      if (bytes > scratchBytes) {
        freeScratch();
        // Doubles the size, so that growing models settle after a few steps.
        scratchAddress = module._malloc(2 * bytes);
        scratchBytes = 2 * bytes;
      }
      return scratchAddress;
    },
    reservedBytes: () => memory.buffer.byteLength,
    dispose() {
      freeScratch();
      module._free(numbersAddress);
    },
  };
}
