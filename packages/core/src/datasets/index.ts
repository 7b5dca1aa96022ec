export { epochBatches, type EpochOrder } from './batches.ts';
export { datasetConfigSchema, type DatasetConfig, type DatasetName } from './dataset-config.ts';
export { isScaleOnly, scaleOnly, type Dataset, type Normalization, type SplitName } from './dataset.ts';
export type { DatasetNote } from './dataset-note.ts';
export { holdDataset, makeDatasets, type DatasetProvider, type DatasetReference } from './dataset-provider.ts';
export { countClasses } from './count-classes.ts';
export { cacheDirectory } from './download/cache-directory.ts';
export type { DownloadProgress } from './download/download-file.ts';
export { loadDataset, type LoadDatasetOptions } from './load-dataset.ts';
