import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SweepRecord } from '@sweepdeck/runner/records';
import { seedDemoLayers, seedDemoStore, type DemoSweeps } from '@sweepdeck/runner/demo-store';
import { openSqliteStore, type Store } from '@sweepdeck/runner/store';
import { startDashboard } from '../../src/server/index.ts';

export interface OpenDemo {
  readonly url: string;
  /** The store's folder. */
  readonly directory: string;
  readonly store: Store;
  readonly sweeps: DemoSweeps & { readonly layers: SweepRecord };
  close(): Promise<void>;
}

/** Opens a dashboard on a store of invented sweeps, in a temporary folder. */
export async function openDemo(): Promise<OpenDemo> {
  const directory = mkdtempSync(join(tmpdir(), 'sweepdeck-demo-'));
  const store = openSqliteStore(directory);
  const demo = seedDemoStore(store);
  const layers = seedDemoLayers(store);
  const heartbeats = setInterval(() => store.heartbeat(demo.running.id), 2000);
  const dashboard = await startDashboard({ storeDirectory: directory, port: 0 });
  return {
    url: dashboard.url,
    directory,
    store,
    sweeps: { ...demo, layers },
    close: async () => {
      clearInterval(heartbeats);
      await dashboard.close();
      store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
