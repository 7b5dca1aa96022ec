import { cpuEngine } from './cpu/cpu-engine.ts';
import type { EngineDefinition } from './engine.ts';
import { tensorflowEngine } from './tensorflow/tensorflow-engine.ts';
import { wasmEngine, wasmRelaxedEngine } from './wasm/wasm-engine.ts';
import { webgpuEngine } from './webgpu/webgpu-engine.ts';

/** Every engine, by the name that a sweep uses, the best first. */
export const engineRegistry = {
  wasm: wasmEngine,
  'wasm-relaxed': wasmRelaxedEngine,
  tensorflow: tensorflowEngine,
  webgpu: webgpuEngine,
  cpu: cpuEngine,
} as const satisfies Record<string, EngineDefinition>;

export type EngineName = keyof typeof engineRegistry;

export const engineNames = Object.keys(engineRegistry) as readonly EngineName[];
