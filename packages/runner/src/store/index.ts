export { openMemoryStore, openSqliteReader, openSqliteStore, type StoreOptions } from './open-store.ts';
export { heartbeatTimeoutMs } from './liveness.ts';
export { openWithTrials, type SweepWithTrials } from './open-with-trials.ts';
export type * from './store.ts';
export { formatDatabaseReference } from './reference.ts';
