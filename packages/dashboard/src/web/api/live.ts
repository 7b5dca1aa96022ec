import { useEffect, useRef, useState } from 'preact/hooks';
import { livePath, liveMessageSchema, type LiveMessage } from '../../contract/index.ts';

/** What a page hears: a change, or that the stream is back after a gap, in which anything may have changed. */
export type LiveNotice = LiveMessage | { readonly type: 'reconnected' };
export type Connection = 'open' | 'lost';

const listeners = new Set<(notice: LiveNotice) => void>();
const watchers = new Set<(connection: Connection) => void>();
const reopenMs = 3000;
/** A stream that is back within this time was never missed. */
const patienceMs = 800;

let connection: Connection = 'open';
let hasDropped = false;
let patience: ReturnType<typeof setTimeout> | undefined;
let source: EventSource | undefined;

function setConnection(next: Connection): void {
  connection = next;
  for (const watch of watchers) watch(next);
}

function open(): void {
  source = new EventSource(livePath);
  source.addEventListener('open', () => {
    clearTimeout(patience);
    patience = undefined;
    if (hasDropped) for (const listen of listeners) listen({ type: 'reconnected' });
    hasDropped = false;
    setConnection('open');
  });
  source.addEventListener('error', () => {
    hasDropped = true;
    patience ??= setTimeout(() => setConnection('lost'), patienceMs);
    // The browser retries a dropped stream by itself, but gives up on a refused one.
    if (source?.readyState === EventSource.CLOSED) setTimeout(open, reopenMs);
  });
  source.addEventListener('message', (event: MessageEvent<string>) => {
    const message = liveMessageSchema.safeParse(JSON.parse(event.data));
    if (message.success) for (const listen of listeners) listen(message.data);
  });
}

/** Hears every notice while the component is shown. One stream serves the whole page. */
export function useLive(listener: (notice: LiveNotice) => void): void {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => {
    const listen = (notice: LiveNotice) => latest.current(notice);
    listeners.add(listen);
    if (source === undefined) open();
    return () => void listeners.delete(listen);
  }, []);
}

export function useConnection(): Connection {
  const [state, setState] = useState(connection);
  useEffect(() => {
    watchers.add(setState);
    return () => void watchers.delete(setState);
  }, []);
  return state;
}
