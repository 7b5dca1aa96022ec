// Invented sweeps for development and tests: the package's production exports do not have them.
export { seedDemoStore, type DemoSweeps } from './seed-demo-store.ts';
export { seedDemoLayers } from './seed-demo-layers.ts';
