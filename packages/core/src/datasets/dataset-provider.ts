import { SweepdeckError } from '../errors/index.ts';
import type { DatasetConfig } from './dataset-config.ts';
import type { Dataset } from './dataset.ts';

/** Names data without holding it. */
export interface DatasetReference {
  /** How to make it. Paths are those of the machine that wrote this. */
  readonly config: DatasetConfig;
  /** Of the data that is meant. */
  readonly fingerprint: string;
}

/** Finds the data that a reference names, where it is to be used. */
export interface DatasetProvider {
  /** @throws SweepdeckError `dataset-changed` when the data there has another fingerprint; what making it throws */
  find(reference: DatasetReference): Promise<Dataset>;
}

/** Data that is at hand: shared with this thread, or sent to this process before. */
export function holdDataset(dataset: Dataset): DatasetProvider {
  return {
    async find(reference) {
      refuseOther(dataset, reference);
      return dataset;
    },
  };
}

/**
 * Makes data of its configuration, for a machine that shares no memory with the one that asks. The last is kept.
 * @param load makes it: `loadDataset` with a cache folder
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
        // The next task may find the files mended.
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
    message: `dataset ${name}: saw the fingerprint ${fingerprint}; expected ${expected.fingerprint}, that of when the sweep was planned`,
    hint: 'Run the sweep again: the changed data gives new trials.',
  });
}
