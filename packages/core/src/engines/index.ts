export type { Engine, EngineDefinition, EngineIsolation, EngineStatus } from './engine.ts';
