import { nearestNames, SweepdeckError } from '../errors/index.ts';
import { engineNames, engineRegistry, type EngineName } from './engine-registry.ts';
import type { Engine } from './engine.ts';

function isEngineName(name: string): name is EngineName {
  return Object.hasOwn(engineRegistry, name);
}

/**
 * The engine that a sweep's `engine` stands for; `auto` is the fastest one that works everywhere.
 * @throws SweepdeckError `unknown-engine`
 */
export function resolveEngineName(name: string): EngineName {
  if (name === 'auto') return 'wasm';
  if (isEngineName(name)) return name;
  const [nearest] = nearestNames(name, engineNames);
  throw new SweepdeckError({
    code: 'unknown-engine',
    message: `no engine is named ${JSON.stringify(name)}; there are: auto, ${engineNames.join(', ')}`,
    hint: nearest === undefined ? undefined : `Did you mean ${nearest}?`,
  });
}

/**
 * Opens an engine and makes it the current TensorFlow.js backend of this thread. One engine computes at a time; opening
 * another one switches to it.
 * @throws SweepdeckError `unknown-engine`, or why the engine does not work here
 */
export async function openEngine(name: string): Promise<Engine> {
  return engineRegistry[resolveEngineName(name)].open();
}
