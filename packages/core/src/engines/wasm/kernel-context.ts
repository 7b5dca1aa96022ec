import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelModule } from './kernel-module.generated.ts';
import { outOfMemory } from '../out-of-memory.ts';
import { loadKernelModule } from './load-kernels.ts';
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
  /** Lays up to 16 whole numbers of 32 bits into memory: where they are, until the next call. */
  lay(numbers: readonly number[]): number;
  /** At least `bytes` bytes that hold nothing: valid until the next call. */
  scratch(bytes: number): number;
  reservedBytes(): number;
  /** Frees the memory that is not a tensor's. */
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

const mostNumbers = 16;

/** What the backend's build can grow to: 32-bit addresses, less a page. */
export const wasmMemoryLimit = 4_294_901_760;

/** Makes the allocation throw: Emscripten answers 0 where there is no memory left, and TensorFlow.js would write there. */
function refuseWithoutMemory(module: EmscriptenModule, memory: WasmMemory): void {
  // The first call replaces itself by the compiled function.
  module._free(module._malloc(1));
  const allocate = module._malloc;
  module._malloc = (bytes) => {
    // More than 32 bits can say would be cut to a small block.
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
        // Twice the size, so that growing models settle after a few steps.
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
