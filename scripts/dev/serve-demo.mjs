// Serves a store of invented sweeps, made anew at each start. Needs TypeScript sources: see ../dev.mjs for how it is run.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { startDashboard } from '@sweepdeck/dashboard/server';
import { seedDemoLayers, seedDemoStore } from '@sweepdeck/runner/demo-store';
import { openSqliteStore } from '@sweepdeck/runner/store';
import { root } from '../setup/root.mjs';

const storeDirectory = path.join(root, '.sweepdeck', 'demo');
rmSync(storeDirectory, { recursive: true, force: true });
const store = openSqliteStore(storeDirectory);
const { running } = seedDemoStore(store);
seedDemoLayers(store);
// Without heartbeats, the demo's running sweep would soon count as interrupted.
const heart = setInterval(() => store.heartbeat(running.id), 2000);
const dashboard = await startDashboard({ storeDirectory, port: 7780 });

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    clearInterval(heart);
    void dashboard.close().finally(() => store.close());
  });
