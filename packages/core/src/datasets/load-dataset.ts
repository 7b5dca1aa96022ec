import { assembleDataset, type LabelledImages } from './assemble-dataset.ts';
import type { DatasetConfig } from './dataset-config.ts';
import type { Dataset } from './dataset.ts';
import type { DownloadProgress } from './download/download-file.ts';
import { downloadDataset } from './download/download-dataset.ts';
import { downloadSources } from './download/sources.ts';
import { generateGlyphs } from './glyphs/generate-glyphs.ts';
import { loadIdxDirectory } from './idx/load-idx-directory.ts';

export interface LoadDatasetOptions {
  /** Where downloaded data sets are kept, one folder each; made when needed. */
  readonly cacheDirectory: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Replaces the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/**
 * Makes a dataset ready for training: generates, reads or downloads it, splits it and hashes it. The same configuration
 * gives the same fingerprint everywhere. `config.path` must be absolute.
 *
 * Errors, each a SweepdeckError: `dataset-path-not-found`, `dataset-path-not-a-directory`, `dataset-files-not-found`,
 * `dataset-unreadable`, `dataset-truncated-gzip`, `dataset-corrupt-gzip`, `dataset-wrong-magic`, `dataset-truncated`,
 * `dataset-trailing-bytes`, `dataset-empty`, `dataset-count-mismatch`, `dataset-shape-mismatch`, `dataset-single-class`,
 * `dataset-unknown-label`, `dataset-too-small`, `dataset-download-failed`, `dataset-cache-unwritable`.
 */
export async function loadDataset(config: DatasetConfig, options: LoadDatasetOptions): Promise<Dataset> {
  return assembleDataset(await loadImages(config, options), config);
}

async function loadImages(config: DatasetConfig, options: LoadDatasetOptions): Promise<LabelledImages> {
  switch (config.name) {
    case 'glyphs':
      return generateGlyphs(config.count, config.seed);
    case 'idx':
      return loadIdxDirectory(config.path);
    case 'mnist':
    case 'fashion-mnist': {
      const source = downloadSources[config.name];
      const directory = config.path ?? (await downloadDataset(config.name, source, options));
      return loadIdxDirectory(directory, source.classNames);
    }
  }
}
