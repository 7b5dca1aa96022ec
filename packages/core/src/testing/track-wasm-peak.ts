import { engine } from '@tensorflow/tfjs-core';

interface Allocator {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/**
 * Returns a function that gives the peak of bytes that the engine `wasm`, which must be open, has allocated since
 * this call, minus those from before.
 */
export function trackWasmPeak(): () => number {
  const { wasm } = engine().backend as unknown as { readonly wasm: Allocator };
  const { _malloc: allocate, _free: free } = wasm;
  const sizes = new Map<number, number>();
  let live = 0;
  let peak = 0;
  wasm._malloc = (bytes) => {
    const address = allocate(bytes);
    sizes.set(address, bytes);
    live += bytes;
    peak = Math.max(peak, live);
    return address;
  };
  wasm._free = (address) => {
    live -= sizes.get(address) ?? 0;
    sizes.delete(address);
    free(address);
  };
  return () => peak;
}
