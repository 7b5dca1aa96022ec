import { join } from 'node:path';
import { assembleDataset, type LabelledImages } from './assemble-dataset.ts';
import { cifar10, cifar100 } from './cifar/cifar-format.ts';
import { loadCifar } from './cifar/load-cifar.ts';
import type { DatasetConfig } from './dataset-config.ts';
import type { Dataset } from './dataset.ts';
import type { DownloadProgress } from './download/download-file.ts';
import { downloadDataset } from './download/download-dataset.ts';
import { archiveSources, idxSources } from './download/sources.ts';
import { generateGlyphs } from './glyphs/generate-glyphs.ts';
import { loadIdxDirectory } from './idx/load-idx-directory.ts';
import { loadImageFolder } from './images/load-image-folder.ts';
import { loadNpy } from './numpy/load-npy.ts';
import { loadNpz } from './numpy/load-npz.ts';

export interface LoadDatasetOptions {
  /** Folder for downloaded datasets, one subfolder each; created when needed. */
  readonly cacheDirectory: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Memory limit for the data in bytes; the free memory when omitted. */
  readonly memoryBytes?: number;
  /** Replaces the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/**
 * Generates, reads or downloads a dataset, splits it and hashes it. The same configuration gives the same fingerprint
 * everywhere. Paths in `config` must be absolute.
 *
 * Errors, each a SweepdeckError with a code that starts with `dataset-`: those of the source (`loadIdxDirectory`,
 * `loadImageFolder`, `loadCifar`, `loadNpz`, `loadNpy`), `dataset-too-small`, `dataset-download-failed`,
 * `dataset-cache-unwritable`.
 */
export async function loadDataset(config: DatasetConfig, options: LoadDatasetOptions): Promise<Dataset> {
  return assembleDataset(await loadImages(config, options), config);
}

async function loadImages(config: DatasetConfig, options: LoadDatasetOptions): Promise<LabelledImages> {
  const { memoryBytes } = options;
  switch (config.name) {
    case 'glyphs':
      return generateGlyphs(config.count, config.seed);
    case 'idx':
      return loadIdxDirectory(config.path, { ...config, memoryBytes });
    case 'images':
      return loadImageFolder(config.path, { ...config, memoryBytes });
    case 'cifar':
      return loadCifar(config.path, { ...config, memoryBytes });
    case 'npz':
      return loadNpz(config.path, config, memoryBytes);
    case 'npy':
      return loadNpy(config, memoryBytes);
    case 'cifar10': {
      const path = config.path ?? (await downloadCifar('cifar10', options));
      return loadCifar(path, { ...config, format: cifar10, labels: 'fine', memoryBytes });
    }
    case 'cifar100': {
      const path = config.path ?? (await downloadCifar('cifar100', options));
      return loadCifar(path, { ...config, format: cifar100, memoryBytes });
    }
    case 'mnist':
    case 'fashion-mnist':
    case 'kmnist': {
      const source = idxSources[config.name];
      const directory = config.path ?? (await downloadDataset(config.name, source, options));
      return loadIdxDirectory(directory, { ...config, classNames: source.classNames, memoryBytes });
    }
  }
}

/** Returns the path of the archive in the cache. */
async function downloadCifar(name: keyof typeof archiveSources, options: LoadDatasetOptions): Promise<string> {
  const source = archiveSources[name];
  return join(await downloadDataset(name, source, options), source.files[0].name);
}
