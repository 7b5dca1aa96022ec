export { datasetConfigSchema, datasetNames, type DatasetConfig, type DatasetName } from './dataset-config.ts';
export type { Dataset, SplitName } from './dataset.ts';
