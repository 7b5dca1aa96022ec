import { useEffect, useRef, useState } from 'preact/hooks';
import { liveMessageSchema, type LiveMessage } from '../../contract/index.ts';
import type { Connection, HubMessage, LiveHub } from './live-hub.ts';
import { sharedLiveHub } from './shared-live-hub.ts';

/** A notice to a page: something changed, or the stream is back after a gap in which anything may have changed. */
export type LiveNotice = LiveMessage | { readonly type: 'reconnected' };

const listeners = new Set<(notice: LiveNotice) => void>();
const watchers = new Set<(connection: Connection) => void>();

let connection: Connection = 'open';
let hub: LiveHub | undefined;
let leave: (() => void) | undefined;

function notify(notice: LiveNotice): void {
  for (const listen of listeners) listen(notice);
}

function handle(message: HubMessage): void {
  switch (message.type) {
    case 'message': {
      const notice = liveMessageSchema.safeParse(JSON.parse(message.data));
      if (notice.success) notify(notice.data);
      return;
    }
    case 'reconnected':
      notify(message);
      return;
    case 'connection':
      ({ connection } = message);
      for (const watch of watchers) watch(connection);
  }
}

/** Leaves the stream while the tab is hidden; when it is shown again, it requests everything anew. */
function followVisibility(): void {
  if (document.visibilityState === 'hidden') {
    leave?.();
    leave = undefined;
  } else if (leave === undefined && hub !== undefined) {
    leave = hub.join(handle);
    notify({ type: 'reconnected' });
  }
}

function start(): void {
  hub = sharedLiveHub();
  if (document.visibilityState !== 'hidden') leave = hub.join(handle);
  document.addEventListener('visibilitychange', followVisibility);
  // Leaves the stream when the page is left; a page that returns from the browser's cache joins again.
  addEventListener('pagehide', () => {
    leave?.();
    leave = undefined;
  });
  addEventListener('pageshow', followVisibility);
}

/** Calls the listener for every notice while the component is shown. One stream serves all tabs of the browser. */
export function useLive(listener: (notice: LiveNotice) => void): void {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => {
    const listen = (notice: LiveNotice) => latest.current(notice);
    listeners.add(listen);
    if (hub === undefined) start();
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
