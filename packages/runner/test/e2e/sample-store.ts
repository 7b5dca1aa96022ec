import { openSqliteStore, openWithTrials, type Store } from '@sweepdeck/runner/store';
import { newSweep, plannedTrial } from '../../src/store/testing/sample-sweep.ts';

/**
 * Opens a new sweep of that name with a trial for each loss. Two sweeps share the trials of the losses that both have.
 * @param keys of the trials; others have a name as their key
 */
export function openSample(
  store: Store,
  name: string,
  losses: readonly string[],
  keys: Readonly<Record<string, string>> = {},
): number {
  const trials = losses.map((loss) => {
    const trial = plannedTrial(loss, 0);
    return { ...trial, key: keys[loss] ?? trial.key };
  });
  const sweep = newSweep({ name, specHash: name, repeats: 1, trials, axes: [{ path: 'loss', values: [...losses] }] });
  return openWithTrials(store, sweep, { isFresh: false, workers: 1, processId: process.pid }).id;
}

/** Trains a trial for two epochs. */
export function finish(store: Store, trialId: number, objective: number): void {
  const { id } = store.startAttempt(trialId, { worker: 0, environment: {} });
  store.appendEpoch(id, 1, { 'train.loss': 2, 'validation.accuracy': objective });
  store.appendEpoch(id, 2, { 'train.loss': objective, 'validation.accuracy': 0.25 });
  const result = { bestEpoch: 1, objective, seconds: 1.5, divergedAt: null, metrics: { 'test.accuracy': 0.75 } };
  store.endAttempt(id, { status: Number.isNaN(objective) ? 'diverged' : 'finished', result });
}

/** Lets a trial fail. */
export function fail(store: Store, trialId: number): void {
  const { id } = store.startAttempt(trialId, { worker: 0, environment: {} });
  store.endAttempt(id, { status: 'failed', error: { code: 'out-of-memory', message: 'no memory, "none"' } });
}

/** Opens the store of a folder for writing. */
export const openIn = (directory: string): Store => openSqliteStore(`${directory}/.sweepdeck`);
