import { backend, memory, ones, tensor1d, tidy, type DataType, type KernelBackend } from '@tensorflow/tfjs-core';
import { afterAll, expect, test } from 'vitest';
import { engineFailureOf, openEngine } from '../index.ts';

const gibibyte = 2 ** 30;
const taken: object[] = [];
afterAll(async () => (await openEngine('wasm')).dispose());

/** Takes memory of the engine without touching it, as the output of an operation does. */
function take(bytes: number): void {
  const { write } = backend() as KernelBackend & { write(values: null, shape: number[], type: DataType): object };
  taken.push(write.call(backend(), null, [bytes / 4], 'float32'));
}

test('what does not fit is refused with its sizes, overwrites nothing, and leaves what fits', async () => {
  const engine = await openEngine('wasm');
  const values = tensor1d([1, 2, 3]);
  for (let i = 0; i < 3; i++) take(gibibyte);
  const message =
    /^the engine wasm is out of memory: no room for a block of 1 GiB; it has reserved 3(\.\d)? GiB of at most 4 GiB$/;
  expect(() => take(gibibyte)).toThrow(
    expect.objectContaining({ code: 'out-of-memory', message: expect.stringMatching(message) }),
  );
  // In 32 bits this would be 1 KiB.
  expect(() => take(4 * gibibyte + 1024)).toThrow(expect.objectContaining({ code: 'out-of-memory' }));
  expect([...values.dataSync()]).toEqual([1, 2, 3]);
  const tensors = memory().numTensors;
  expect(tidy(() => ones([1000]).dataSync().length)).toBe(1000);
  expect(memory().numTensors).toBe(tensors);
  for (const dataId of taken) backend().disposeData(dataId);
  // Freed, but not given back: only another engine starts small.
  expect(engine.memoryBytes()).toBeGreaterThan(3 * gibibyte);
  engine.dispose();
  expect((await openEngine('wasm')).memoryBytes()).toBeLessThan(gibibyte);
});

test('a trap breaks the engine, an allocation that failed is out of memory, a mistake of the user is neither', async () => {
  const engine = await openEngine('wasm');
  const { Module, Instance, RuntimeError } = (globalThis as unknown as { WebAssembly: TrapApi }).WebAssembly;
  // A module with one function, which is `unreachable`.
  const code = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11,
  ];
  const { f } = new Instance(new Module(Uint8Array.from(code))).exports;
  let trap: unknown;
  try {
    f();
  } catch (error) {
    trap = error;
  }
  expect(trap).toBeInstanceOf(RuntimeError);
  expect(engineFailureOf(trap, engine)).toMatchObject({ error: { code: 'engine-crashed' }, isBroken: true });
  const inModule = new Error('my loss', { cause: trap });
  expect(engineFailureOf(inModule, engine)).toMatchObject({ error: { code: 'engine-crashed' }, isBroken: true });
  const full = { ...engine, memoryBytes: () => 4e9 };
  expect(engineFailureOf(trap, full)).toMatchObject({ error: { code: 'out-of-memory' }, isBroken: true });
  const allocation = new RangeError('Array buffer allocation failed');
  expect(engineFailureOf(allocation, engine)).toMatchObject({ error: { code: 'out-of-memory' }, isBroken: true });
  const defect = new TypeError('x is not a function');
  expect(engineFailureOf(defect, engine)).toEqual({ error: defect, isBroken: true });
});

interface TrapApi {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<'f', () => void>> };
  readonly RuntimeError: new () => Error;
}
