import { getHeapStatistics, type HeapInfo } from 'node:v8';
import { tensorMemory } from '@sweepdeck/core/engines';
import type { EngineOfThread } from './engine-of-thread.ts';

/** A failed trial may leave a handful of tensors; a module that keeps some in every step leaves thousands. */
const mostTensorsLeft = 1000;
const mostBytesLeft = 64 * 2 ** 20;
/** A share of the engine's maximum memory. WebAssembly memory never shrinks, and the next trial may be small. */
const mostMemoryKept = 0.25;
/** A share of the most that JavaScript may use on the thread. */
const mostHeapKept = 0.5;

type HeapUse = Pick<HeapInfo, 'used_heap_size' | 'heap_size_limit'>;

/** Tells whether earlier trials left so much behind that the next trial should get a fresh worker. */
export function isWorn({ engine, tensorsAtStart }: EngineOfThread, heap: HeapUse = getHeapStatistics()): boolean {
  const { count, bytes } = tensorMemory();
  if (count - tensorsAtStart.count > mostTensorsLeft || bytes - tensorsAtStart.bytes > mostBytesLeft) return true;
  if (heap.used_heap_size > mostHeapKept * heap.heap_size_limit) return true;
  return engine.memoryLimitBytes !== undefined && engine.memoryBytes() > mostMemoryKept * engine.memoryLimitBytes;
}
