/** Stops an attempt at its next batch. */
export interface Halt {
  readonly signal: AbortSignal;
  /** True when the whole run halted, so that the trial continues later in the same run. */
  readonly isForRun: boolean;
}

/** The trials that a run trains at the moment. */
export interface RunningTrials {
  readonly size: number;
  begin(trialId: number): Halt;
  end(trialId: number): void;
  /** Stops a trial. Resolves with true when it has ended; with false when it did not run. */
  halt(trialId: number): Promise<boolean>;
  /** Stops every trial, to be continued later. Resolves with their number when all have ended. */
  haltAll(): Promise<number>;
}

interface Running {
  readonly controller: AbortController;
  readonly halt: { signal: AbortSignal; isForRun: boolean };
  readonly ended: Promise<void>;
  readonly end: () => void;
}

export function createRunningTrials(): RunningTrials {
  const running = new Map<number, Running>();
  return {
    get size() {
      return running.size;
    },
    begin(trialId) {
      const controller = new AbortController();
      const halt = { signal: controller.signal, isForRun: false };
      let end = (): void => undefined;
      const ended = new Promise<void>((resolve) => (end = resolve));
      running.set(trialId, { controller, halt, ended, end });
      return halt;
    },
    end(trialId) {
      running.get(trialId)?.end();
      running.delete(trialId);
    },
    async halt(trialId) {
      const found = running.get(trialId);
      found?.controller.abort();
      await found?.ended;
      return found !== undefined;
    },
    async haltAll() {
      const all = [...running.values()];
      for (const { controller, halt } of all) {
        halt.isForRun = true;
        controller.abort();
      }
      await Promise.all(all.map(({ ended }) => ended));
      return all.length;
    },
  };
}
