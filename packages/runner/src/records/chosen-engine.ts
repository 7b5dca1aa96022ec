import type { EngineFinding } from '@sweepdeck/core/engines';

/** What computes a sweep, and why: kept with the sweep, which stays on its engine. */
export interface ChosenEngine {
  /** As the engine says it: "WebAssembly SIMD128". */
  readonly device: string;
  readonly numericsVersion: string;
  /** Whether `engine: auto` took it. */
  readonly isAutomatic: boolean;
  /** What auto found out about each engine; empty when the engine was named. */
  readonly findings: readonly EngineFinding[];
  /** How many of the sweep's distinct models were timed, the first ones; null when nothing was. */
  readonly models: { readonly timed: number; readonly total: number } | null;
}
