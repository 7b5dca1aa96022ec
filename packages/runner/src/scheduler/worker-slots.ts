import type { TrialPool } from '../pool/trial-pool.ts';

/** Places at which trials are trained, one at a time in each. Their number can change while they work. */
export interface WorkerSlots {
  /** Number of places that are wanted. */
  readonly size: number;
  /** Changes the number. Places above it end after their trial. */
  resize(size: number): void;
  /** Returns the pool in which a place trains. */
  poolOf(slot: number): TrialPool;
  /** Starts work at every place that has none. */
  startAll(): void;
  /** Resolves when no place works. */
  allIdle(): Promise<void>;
  /** Stops the trials of the pools that were added. */
  stopAll(graceMs: number): Promise<void>;
  /** Ends the pools that were added. */
  close(): Promise<void>;
}

export interface WorkerSlotsOptions {
  /** The pool of the first places; the caller owns it. */
  readonly pool: TrialPool;
  /** Creates a pool of one worker for a further place. */
  readonly addPool: () => TrialPool;
  /** Works at a place until nothing is left, or the place is no longer wanted. Never rejects. */
  readonly work: (slot: number) => Promise<void>;
}

export function createWorkerSlots({ pool, addPool, work }: WorkerSlotsOptions): WorkerSlots {
  let { size } = pool;
  const added = new Map<number, TrialPool>();
  const active = new Map<number, Promise<void>>();
  const startAll = (): void => {
    for (let slot = 0; slot < size; slot++) {
      if (active.has(slot)) continue;
      active.set(
        slot,
        work(slot).finally(() => active.delete(slot)),
      );
    }
  };
  return {
    get size() {
      return size;
    },
    resize(wanted) {
      size = wanted;
    },
    poolOf(slot) {
      if (slot < pool.size) return pool;
      const own = added.get(slot) ?? addPool();
      added.set(slot, own);
      return own;
    },
    startAll,
    async allIdle() {
      while (active.size > 0) await Promise.race(active.values());
    },
    async stopAll(graceMs) {
      await Promise.all(Array.from(added.values(), (own) => own.stopAll(graceMs)));
    },
    async close() {
      await Promise.all(Array.from(added.values(), (own) => own.close()));
    },
  };
}
