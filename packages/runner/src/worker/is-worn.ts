import { tensorMemory } from '@sweepdeck/core/engines';
import type { EngineOfThread } from './engine-of-thread.ts';

/** A failed trial may leave a handful of tensors; a module that keeps some in every step leaves thousands. */
const mostTensorsLeft = 1000;
const mostBytesLeft = 64 * 2 ** 20;
/** A share of the engine's maximum memory. WebAssembly memory never shrinks, and the next trial may be small. */
const mostMemoryKept = 0.25;

/** Tells whether earlier trials left so much behind that the next trial should get a fresh worker. */
export function isWorn({ engine, tensorsAtStart }: EngineOfThread): boolean {
  const { count, bytes } = tensorMemory();
  if (count - tensorsAtStart.count > mostTensorsLeft || bytes - tensorsAtStart.bytes > mostBytesLeft) return true;
  return engine.memoryLimitBytes !== undefined && engine.memoryBytes() > mostMemoryKept * engine.memoryLimitBytes;
}
