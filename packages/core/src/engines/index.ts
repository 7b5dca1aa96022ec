export type { Engine, EngineDefinition, EngineIsolation, EngineStatus } from './engine.ts';
export { engineNames, engineRegistry, type EngineName } from './engine-registry.ts';
export { openEngine, resolveEngineName } from './open-engine.ts';
