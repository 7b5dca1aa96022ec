export { epochBatches, type EpochOrder } from './batches.ts';
export { datasetConfigSchema, datasetNames, type DatasetConfig, type DatasetName } from './dataset-config.ts';
export type { Dataset, SplitName } from './dataset.ts';
export type { DownloadProgress } from './download/download-file.ts';
export { loadDataset, type LoadDatasetOptions } from './load-dataset.ts';
