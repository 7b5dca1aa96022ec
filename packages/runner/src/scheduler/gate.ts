/** A gate that lets work pass while it is open. */
export interface Gate {
  readonly isOpen: boolean;
  open(): void;
  close(): void;
  /** Resolves as soon as the gate is open, or `leave` has fired. */
  passed(leave: AbortSignal): Promise<void>;
}

/** Creates an open gate. */
export function createGate(): Gate {
  let isOpen = true;
  let waiting: (() => void)[] = [];
  const release = (): void => {
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  return {
    get isOpen() {
      return isOpen;
    },
    open() {
      isOpen = true;
      release();
    },
    close() {
      isOpen = false;
    },
    async passed(leave) {
      while (!isOpen && !leave.aborted) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          leave.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    },
  };
}
