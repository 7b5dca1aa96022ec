export { bundleModule } from './bundle-module.ts';
export { createFromModule } from './create-from-module.ts';
export { describeKind, moduleFailed, moduleInvalid } from './module-error.ts';
export { moduleOptionsSchema } from './module-options.ts';
export type { ModuleOptions, OwnModule } from './own-module.ts';
export { ownFilesOf, ownModulesOf } from './own-files.ts';
