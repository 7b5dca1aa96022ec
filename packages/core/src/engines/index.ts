export { checkEngines, type CheckedEngine } from './check-engines.ts';
export type { Engine, EngineDefinition, EngineIsolation, EngineStatus } from './engine.ts';
export { engineNames, engineRegistry, type EngineName } from './engine-registry.ts';
export { findEngine, openEngine } from './open-engine.ts';
export { candidatesOf, selectEngine, type EngineFinding, type EngineTiming } from './select-engine.ts';
export { checkTensorflowAddon } from './tensorflow/check-addon.ts';
export { areNoticesWanted, isTensorflowNotice } from './tensorflow/log-notice.ts';
export { builtAddon, installationFile, tensorflowInstallFolder } from './tensorflow/tensorflow-addon.ts';
export { tensorflowPackageFolder, type TensorflowFlavor } from './tensorflow/tensorflow-package.ts';
