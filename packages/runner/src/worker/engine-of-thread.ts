import { openEngine, tensorMemory, type Engine, type TensorMemory } from '@sweepdeck/core/engines';

export interface EngineOfThread {
  readonly engine: Engine;
  /** What lived when it was opened, before the first trial. */
  readonly tensorsAtStart: TensorMemory;
}

let current: { readonly name: string; readonly opened: Promise<EngineOfThread> } | undefined;

/** The engine of this thread: opened by the first trial and kept, because opening costs more than a short trial. */
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
