import type { OutputLog } from '../output/output-log.ts';
import type { Store } from '../store/store.ts';
import type { Patiently } from './patience.ts';

export interface OutputKeeperOptions {
  readonly store: Store;
  readonly attemptId: number;
  readonly output: OutputLog;
  readonly patiently: Patiently;
  /** Called once, when output was stored for the first time. */
  readonly onFirst: () => void;
}

/** Stores an attempt's output each time it is called, if there is new output. */
export function createOutputKeeper(options: OutputKeeperOptions): () => Promise<void> {
  const { store, attemptId, output, patiently, onFirst } = options;
  let kept = 0;
  return async () => {
    const bytes = output.bytes();
    const printed = bytes === kept ? undefined : output.read();
    if (printed === undefined) return;
    await patiently(() => store.keepOutput(attemptId, printed));
    if (kept === 0) onFirst();
    kept = bytes;
  };
}
