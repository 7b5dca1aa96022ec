import { cpuEngine } from './cpu/cpu-engine.ts';
import type { EngineDefinition } from './engine.ts';
import { wasmEngine } from './wasm/wasm-engine.ts';

/** Every engine by the name that a sweep uses, best first. */
export const engineRegistry = { wasm: wasmEngine, cpu: cpuEngine } as const satisfies Record<string, EngineDefinition>;

export type EngineName = keyof typeof engineRegistry;

export const engineNames = Object.keys(engineRegistry) as readonly EngineName[];
