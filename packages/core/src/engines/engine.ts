/**
 * Where an engine runs: in worker threads that share a process, or in a process of its own because its native code
 * may crash.
 */
export type EngineIsolation = 'thread' | 'process';

/**
 * An open engine. Opening it makes it the current TensorFlow.js backend of this thread, with our kernels registered
 * where the stock backend lacks them or is wrong; ops then need no engine argument.
 */
export interface Engine {
  readonly name: string;
  /** Changes whenever the same computation may give other bits; part of each trial's key. */
  readonly numericsVersion: string;
  /** The device that computes: "WebAssembly SIMD128", "TensorFlow.js cpu". */
  readonly device: string;
  /**
   * When results can be read: `immediate` if they are in memory as soon as an op returns, `deferred` if a device
   * computes them later. A deferred read waits for all earlier work, and only `await data()` can read.
   */
  readonly reads: 'immediate' | 'deferred';
  /** Makes the engine current again, if another one has been opened on this thread since. */
  makeCurrent(): Promise<void>;
  /** Returns the bytes that the engine has reserved for tensors. */
  memoryBytes(): number;
  /** The most that it can reserve, if it has a limit of its own. Such an engine never releases reserved memory. */
  readonly memoryLimitBytes?: number;
  /** Closes the backend. The engine must not be used afterwards. */
  dispose(): void;
}

/** Memory limits of an engine's workers. */
export interface EngineMemory {
  /** The memory that tensors take; a device's memory is separate from the machine's. */
  readonly of: 'machine' | 'device';
  /** Limit per worker. */
  readonly mostBytes?: number;
  /** Limit per tensor. */
  readonly mostTensorBytes?: number;
  /** Memory of the device for all workers, if known. */
  readonly deviceBytes?: number;
}

/** An engine that works here. */
export interface WorkingEngine {
  readonly works: true;
  readonly device: string;
  readonly numericsVersion: string;
  /** Whether `auto` may choose it: not the reference engine, and not an emulated GPU. */
  readonly isCandidate: boolean;
  /** The limits here, if they depend on the device; otherwise those of the definition apply. */
  readonly memory?: EngineMemory;
}

/** Tells whether an engine works here; if not, the reason and the command or change that enables it. */
export type EngineStatus = WorkingEngine | { readonly works: false; readonly reason: string; readonly hint: string };

export interface EngineDefinition {
  readonly name: string;
  readonly summary: string;
  readonly isolation: EngineIsolation;
  /** Most workers that may share the machine's device; unlimited when omitted. */
  readonly maxWorkers?: number;
  /** Memory limits that apply everywhere; when omitted, the engine's check determines them. */
  readonly memory?: EngineMemory;
  /** Quickly tells whether `auto` needs to check the engine at all; true when omitted. */
  mayBeCandidate?(): boolean;
  /** Tries the engine with a real operation, in a process of its own if it may crash. */
  check(): Promise<EngineStatus>;
  open(): Promise<Engine>;
}
