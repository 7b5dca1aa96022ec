import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDashboard } from '../../src/server/index.ts';

export interface ServedFolder {
  readonly url: string;
  readonly directory: string;
  /** Stops the server; the folder stays. */
  stop(): Promise<void>;
  /** Starts the server again, at the same address. */
  restart(): Promise<void>;
  /** Stops the server and removes the folder. */
  close(): Promise<void>;
}

/** Opens a dashboard on a temporary folder in which there is no store yet. */
export async function serveEmptyFolder(): Promise<ServedFolder> {
  const directory = mkdtempSync(join(tmpdir(), 'sweepdeck-empty-'));
  let server = await startDashboard({ storeDirectory: directory, port: 0 });
  const { url } = server;
  return {
    url,
    directory,
    stop: () => server.close(),
    restart: async () => {
      server = await startDashboard({ storeDirectory: directory, port: Number(new URL(url).port) });
    },
    close: async () => {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
