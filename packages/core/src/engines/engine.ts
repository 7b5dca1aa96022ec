/** Where an engine runs: worker threads share a process; a crash-prone native engine gets a process of its own. */
export type EngineIsolation = 'thread' | 'process';

/**
 * An engine that is ready to compute. Opening one makes it the current TensorFlow.js backend of this thread, with our
 * kernels registered where the stock backend lacks them or is wrong; ops then need no engine argument.
 */
export interface Engine {
  readonly name: string;
  /** Changes whenever the same computation may give other bits; part of a trial's key. */
  readonly numericsVersion: string;
  /** What computes: "WebAssembly SIMD128", "TensorFlow.js cpu". */
  readonly device: string;
  /**
   * When results can be read: `immediate` where they lie in memory as soon as an op returns, `deferred` where a device
   * computes them later. Reading then waits for all that came before, and only `await data()` can.
   */
  readonly reads: 'immediate' | 'deferred';
  /** Makes it the current backend again, should another engine have been opened on this thread since. */
  makeCurrent(): Promise<void>;
  /** Bytes the engine has reserved for tensors. */
  memoryBytes(): number;
  /** The most that it can reserve, where it has a limit of its own; what it has reserved it then never gives back. */
  readonly memoryLimitBytes?: number;
  /** Gives the backend back. The engine must not be used afterwards. */
  dispose(): void;
}

/** What limits the memory of an engine's workers. */
export interface EngineMemory {
  /** Whose memory tensors take; that of a device is not the machine's. */
  readonly of: 'machine' | 'device';
  /** The most that one worker can have. */
  readonly mostBytes?: number;
  /** The most that one tensor can have. */
  readonly mostTensorBytes?: number;
  /** What the device has for all workers, where it tells. */
  readonly deviceBytes?: number;
}

/** An engine that computes here. */
export interface WorkingEngine {
  readonly works: true;
  readonly device: string;
  readonly numericsVersion: string;
  /** Whether `auto` may take it: not the reference engine, and not a GPU that is only emulated. */
  readonly isCandidate: boolean;
  /** Where it depends on what it computes on here; else that of the definition counts. */
  readonly memory?: EngineMemory;
}

/** Whether an engine can be used here; if not, why, and the command or change that enables it. */
export type EngineStatus = WorkingEngine | { readonly works: false; readonly reason: string; readonly hint: string };

export interface EngineDefinition {
  readonly name: string;
  readonly summary: string;
  readonly isolation: EngineIsolation;
  /** Workers that may share the machine's device; left out: as many as are asked for. */
  readonly maxWorkers?: number;
  /** What limits the memory of its workers everywhere; left out: only its check can tell. */
  readonly memory?: EngineMemory;
  /** A quick look at whether `auto` need check the engine at all; left out: yes. */
  mayBeCandidate?(): boolean;
  /** Tries the engine with a real operation; one that may crash, in a process of its own. */
  check(): Promise<EngineStatus>;
  open(): Promise<Engine>;
}
