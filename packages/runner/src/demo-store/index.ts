// Invented sweeps for development and tests. The published package does not export them.
export { seedDemoStore, type DemoSweeps } from './seed-demo-store.ts';
export { seedDemoLayers } from './seed-demo-layers.ts';
