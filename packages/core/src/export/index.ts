export {
  exportLayersModel,
  weightsFileName,
  type LayersModelFiles,
  type LayersModelSource,
} from './export-layers-model.ts';
