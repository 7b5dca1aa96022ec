import { nearestNames, SweepdeckError } from '../errors/index.ts';
import { engineNames, engineRegistry, type EngineName } from './engine-registry.ts';
import type { Engine, EngineDefinition } from './engine.ts';

function isEngineName(name: string): name is EngineName {
  return Object.hasOwn(engineRegistry, name);
}

/**
 * Finds an engine by name.
 * @throws SweepdeckError `unknown-engine`
 */
export function findEngine(name: string): EngineDefinition {
  if (isEngineName(name)) return engineRegistry[name];
  const [nearest] = nearestNames(name, engineNames);
  throw new SweepdeckError({
    code: 'unknown-engine',
    message: `no engine is named ${JSON.stringify(name)}; there are: ${engineNames.join(', ')}`,
    hint: nearest === undefined ? undefined : `Did you mean ${nearest}?`,
  });
}

/**
 * Opens an engine and makes it the current TensorFlow.js backend of this thread. Only one engine is current; opening
 * another one switches to it.
 *
 * @throws SweepdeckError `unknown-engine`, or the reason why the engine does not work here
 */
export async function openEngine(name: string): Promise<Engine> {
  return findEngine(name).open();
}
