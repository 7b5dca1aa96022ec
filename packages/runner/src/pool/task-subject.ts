import type { TaskSubject } from '../worker/protocol/task.ts';
import type { MeasureRequest } from './trial-pool.ts';

/** Makes the common part of a task from a request: it names the data by its fingerprint. */
export function taskSubject({ config, engine, dataset: { fingerprint } }: MeasureRequest): TaskSubject {
  return { config, engine, dataset: { config: config.dataset, fingerprint } };
}
