import type { TaskSubject } from '../worker/protocol/task.ts';
import type { MeasureRequest } from './trial-pool.ts';

/** What a task says of a request: the data that is at hand is named. */
export function taskSubject({ config, engine, dataset: { fingerprint } }: MeasureRequest): TaskSubject {
  return { config, engine, dataset: { config: config.dataset, fingerprint } };
}
