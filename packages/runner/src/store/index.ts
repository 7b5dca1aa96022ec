export { openMemoryStore, openSqliteReader, openSqliteStore, type StoreOptions } from './open-store.ts';
export { heartbeatTimeoutMs } from './liveness.ts';
export type * from './store.ts';
export { seedDemoStore, type DemoOptions, type DemoSweeps } from './demo/seed-demo-store.ts';
export { seedDemoLayers } from './demo/seed-demo-layers.ts';
export { formatDatabaseReference } from './reference.ts';
