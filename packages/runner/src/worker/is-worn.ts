import { tensorMemory } from '@sweepdeck/core/engines';
import type { EngineOfThread } from './engine-of-thread.ts';

/** A failed trial may leave a handful of tensors; a module that keeps some in each step leaves thousands. */
const mostTensorsLeft = 1000;
const mostBytesLeft = 64 * 2 ** 20;
/** Of the memory that the engine can have: a wasm memory never shrinks, and the next trial may be small. */
const mostMemoryKept = 0.25;

/** Whether trials have left so much behind in this worker that a fresh one is better for the next. */
export function isWorn({ engine, tensorsAtStart }: EngineOfThread): boolean {
  const { count, bytes } = tensorMemory();
  if (count - tensorsAtStart.count > mostTensorsLeft || bytes - tensorsAtStart.bytes > mostBytesLeft) return true;
  return engine.memoryLimitBytes !== undefined && engine.memoryBytes() > mostMemoryKept * engine.memoryLimitBytes;
}
