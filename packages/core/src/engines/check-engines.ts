import { serializeError } from '../errors/index.ts';
import type { EngineDefinition, EngineStatus } from './engine.ts';

export interface CheckedEngine {
  readonly engine: EngineDefinition;
  readonly status: EngineStatus;
}

/**
 * Checks engines one after another, because each check takes over the thread's backend. A check that throws counts as
 * "does not work".
 */
export async function checkEngines(engines: readonly EngineDefinition[]): Promise<CheckedEngine[]> {
  const checked: CheckedEngine[] = [];
  for (const engine of engines) checked.push({ engine, status: await checkEngine(engine) });
  return checked;
}

async function checkEngine(engine: EngineDefinition): Promise<EngineStatus> {
  try {
    return await engine.check();
  } catch (error) {
    const { message, hint } = serializeError(error);
    return { works: false, reason: message, hint: hint ?? 'Please report this: a check must not throw.' };
  }
}
