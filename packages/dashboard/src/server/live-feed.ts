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

/** The state that the feed compares. */
interface StoreState {
  /** Revisions by sweep id. */
  readonly revisions: ReadonlyMap<number, number>;
  /** Id of the newest range test; null when there is none. */
  readonly newestRangeTest: number | null;
}

const nothingStored: StoreState = { revisions: new Map(), newestRangeTest: null };

/**
 * Creates the server-sent events for all open pages. The sweep runs in another process, so the feed compares
 * revisions a few times a second, but only while somebody listens.
 */
export function createLiveFeed(store: StoreAccess): LiveFeed {
  const clients = new Set<Response>();
  let known = nothingStored;
  let poll: NodeJS.Timeout | undefined;
  let heartbeat: NodeJS.Timeout | undefined;

  const write = (text: string) => {
    for (const client of clients) client.write(text);
  };

  const check = () => {
    const current = readState(store);
    if (current === undefined) return;
    for (const message of compareStates(known, current)) write(`data: ${JSON.stringify(message)}\n\n`);
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
        known = readState(store) ?? nothingStored;
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

/**
 * Reads the state; undefined when the store cannot be read now, and the next poll tries again. A removed store counts
 * as empty.
 */
function readState(store: StoreAccess): StoreState | undefined {
  try {
    const reader = store.read();
    return reader && { revisions: reader.readRevisions(), newestRangeTest: reader.newestRangeTestId() };
  } catch (error) {
    return error instanceof SweepdeckError && error.code === 'store-gone' ? nothingStored : undefined;
  }
}

/** Returns the messages to send when the store changed from `before` to `after`. */
export function compareStates(before: StoreState, after: StoreState): LiveMessage[] {
  const messages: LiveMessage[] = [];
  for (const [sweepId, revision] of after.revisions) {
    if (before.revisions.get(sweepId) !== revision) messages.push({ type: 'sweep-changed', sweepId, revision });
  }
  const isSameSet =
    before.revisions.size === after.revisions.size &&
    [...after.revisions.keys()].every((id) => before.revisions.has(id));
  if (!isSameSet) messages.push({ type: 'sweeps-changed' });
  if (before.newestRangeTest !== after.newestRangeTest) messages.push({ type: 'range-tests-changed' });
  return messages;
}
