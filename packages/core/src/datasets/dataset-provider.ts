import { SweepdeckError } from '../errors/index.ts';
import type { DatasetConfig } from './dataset-config.ts';
import type { Dataset } from './dataset.ts';

/** Refers to data without containing it. */
export interface DatasetReference {
  /** The configuration that creates it. Paths are those of the machine that wrote this. */
  readonly config: DatasetConfig;
  /** Fingerprint of the data. */
  readonly fingerprint: string;
}

/** Finds the data of a reference where it is to be used. */
export interface DatasetProvider {
  /**
   * @throws SweepdeckError `dataset-changed` when the data there has another fingerprint; also the errors of creating
   * it
   */
  find(reference: DatasetReference): Promise<Dataset>;
}

/** Provides data that is already in memory: shared with this thread, or sent to this process before. */
export function holdDataset(dataset: Dataset): DatasetProvider {
  return {
    async find(reference) {
      refuseOther(dataset, reference);
      return dataset;
    },
  };
}

/**
 * Creates data from its configuration, for a machine that shares no memory with the sender. Keeps the most recent
 * one.
 *
 * @param load creates the data: `loadDataset` with a cache folder
 */
export function makeDatasets(load: (config: DatasetConfig) => Promise<Dataset>): DatasetProvider {
  let last: { readonly fingerprint: string; readonly loading: Promise<Dataset> } | undefined;
  return {
    async find(reference) {
      const { config, fingerprint } = reference;
      if (last?.fingerprint !== fingerprint) last = { fingerprint, loading: load(config) };
      const current = last;
      try {
        const dataset = await current.loading;
        refuseOther(dataset, reference);
        return dataset;
      } catch (error) {
        // The user may have repaired the files before the next task.
        if (last === current) last = undefined;
        throw error;
      }
    },
  };
}

function refuseOther({ name, fingerprint }: Dataset, expected: DatasetReference): void {
  if (fingerprint === expected.fingerprint) return;
  throw new SweepdeckError({
    code: 'dataset-changed',
    message: `dataset ${name}: saw the fingerprint ${fingerprint}; expected ${expected.fingerprint}, as when the sweep was planned`,
    hint: 'Run the sweep again: the changed data gives new trials.',
  });
}
