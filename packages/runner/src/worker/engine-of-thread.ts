import { openEngine, tensorMemory, type Engine, type TensorMemory } from '@sweepdeck/core/engines';

export interface EngineOfThread {
  readonly engine: Engine;
  /** Tensors that were alive when the engine was opened, before the first trial. */
  readonly tensorsAtStart: TensorMemory;
}

let current: { readonly name: string; readonly opened: Promise<EngineOfThread> } | undefined;

/**
 * Returns this thread's engine. The first trial opens it; it is kept, because opening can cost more than a short
 * trial.
 */
export async function engineOfThread(name: string): Promise<EngineOfThread> {
  if (current?.name === name) return current.opened;
  if (current !== undefined) (await current.opened).engine.dispose();
  const opening = { name, opened: open(name) };
  current = opening;
  try {
    return await opening.opened;
  } catch (error) {
    current = undefined;
    throw error;
  }
}

async function open(name: string): Promise<EngineOfThread> {
  const engine = await openEngine(name);
  return { engine, tensorsAtStart: tensorMemory() };
}
