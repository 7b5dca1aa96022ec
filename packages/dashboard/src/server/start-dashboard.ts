import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { createApp } from './create-app.ts';
import { createLiveFeed } from './live-feed.ts';
import { accessStore } from './store-access.ts';

export interface DashboardOptions {
  /** The folder with `sweepdeck.db`; it need not exist yet. */
  readonly storeDirectory: string;
  /** Default 127.0.0.1: this machine only. */
  readonly host?: string | undefined;
  /** Default 7780; 0 picks any free port. */
  readonly port?: number | undefined;
  /** The name that calls the program, for commands on pages and in errors; default `runner`. */
  readonly commandName?: string | undefined;
  /** Receives notices; default standard error. */
  readonly log?: ((line: string) => void) | undefined;
}

export interface Dashboard {
  readonly url: string;
  /** Closes open connections, live ones included, and the store. */
  close(): Promise<void>;
}

/**
 * Serves the dashboard of a store, which it only reads.
 *
 * @throws SweepdeckError `port-in-use`, `host-not-available`
 */
export async function startDashboard({
  storeDirectory,
  host = '127.0.0.1',
  port = 7780,
  commandName = 'runner',
  log = (line) => console.error(line),
}: DashboardOptions): Promise<Dashboard> {
  refuseEmptyHost(host);
  const store = accessStore(storeDirectory);
  const live = createLiveFeed(store);
  const server = createServer(
    createApp({ store, live, host, log, commandName, storeDirectory: path.resolve(storeDirectory) }),
  );
  await listen(server, host, port);
  const { port: actualPort } = server.address() as AddressInfo;
  const shownHost = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return {
    url: `http://${shownHost.includes(':') ? `[${shownHost}]` : shownHost}:${actualPort}`,
    async close() {
      live.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      store.close();
    },
  };
}

/** Refuses an empty host, for which Node would listen on every address of the machine. */
function refuseEmptyHost(host: string): void {
  if (host.trim() !== '') return;
  throw new SweepdeckError({
    code: 'host-not-available',
    message: 'cannot listen on a host without a name',
    hint: 'omit --host to serve this machine only, or name an address, such as 0.0.0.0 for all',
  });
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, () => resolve());
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new SweepdeckError({
      code: 'port-in-use',
      message: `port ${port} of ${host} is already in use`,
      hint: 'choose another with --port, or --port 0 for any free port',
      cause: error,
    });
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND' || error.code === 'EACCES') {
    return new SweepdeckError({
      code: 'host-not-available',
      message: `cannot listen on ${host}:${port} (${error.code})`,
      hint: 'choose an address of this machine with --host and a port above 1023 with --port',
      cause: error,
    });
  }
  return error;
}
