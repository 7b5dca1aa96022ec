import type { Response } from 'express';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { LiveMessage } from '../contract/index.ts';
import type { StoreAccess } from './store-access.ts';

const pollMs = 300;
const heartbeatMs = 15_000;

export interface LiveFeed {
  connect(response: Response): void;
  close(): void;
}

/**
 * Server-sent events for every page that is open. The sweep runs in another process, so the feed compares revisions a few
 * times a second, and only while somebody listens.
 */
export function createLiveFeed(store: StoreAccess): LiveFeed {
  const clients = new Set<Response>();
  let known: ReadonlyMap<number, number> = new Map();
  let poll: NodeJS.Timeout | undefined;
  let heartbeat: NodeJS.Timeout | undefined;

  const write = (text: string) => {
    for (const client of clients) client.write(text);
  };

  const check = () => {
    const current = readRevisions(store);
    if (current === undefined) return;
    for (const message of compareRevisions(known, current)) write(`data: ${JSON.stringify(message)}\n\n`);
    known = current;
  };

  const stop = () => {
    clearInterval(poll);
    clearInterval(heartbeat);
  };

  return {
    connect(response) {
      response.status(200).set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.flushHeaders();
      response.write('retry: 1000\n\n');
      if (clients.size === 0) {
        known = readRevisions(store) ?? new Map();
        poll = setInterval(check, pollMs);
        heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs);
      }
      clients.add(response);
      response.on('close', () => {
        clients.delete(response);
        if (clients.size === 0) stop();
      });
    },
    close() {
      stop();
      for (const client of clients) client.end();
      clients.clear();
    },
  };
}

/** Undefined when the store cannot be read now; the next poll tries again. One that is gone has no sweeps any more. */
function readRevisions(store: StoreAccess): ReadonlyMap<number, number> | undefined {
  try {
    return store.read()?.readRevisions();
  } catch (error) {
    return error instanceof SweepdeckError && error.code === 'store-gone' ? new Map() : undefined;
  }
}

/** What to tell the pages when the revisions of the sweeps went from `before` to `after`. */
export function compareRevisions(
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): LiveMessage[] {
  const messages: LiveMessage[] = [];
  for (const [sweepId, revision] of after) {
    if (before.get(sweepId) !== revision) messages.push({ type: 'sweep-changed', sweepId, revision });
  }
  const isSameSet = before.size === after.size && [...after.keys()].every((id) => before.has(id));
  if (!isSameSet) messages.push({ type: 'sweeps-changed' });
  return messages;
}
