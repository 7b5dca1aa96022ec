import { openEngine, type Engine } from '@sweepdeck/core/engines';

let current: { readonly name: string; readonly engine: Promise<Engine> } | undefined;

/** The engine of this thread: opened by the first trial and kept, because opening costs more than a short trial. */
export async function engineOfThread(name: string): Promise<Engine> {
  if (current?.name === name) return current.engine;
  if (current !== undefined) (await current.engine).dispose();
  const opening = { name, engine: openEngine(name) };
  current = opening;
  try {
    return await opening.engine;
  } catch (error) {
    current = undefined;
    throw error;
  }
}
