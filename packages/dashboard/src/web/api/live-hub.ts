// Not imported from the index: the contract's schemas would make the worker eight times as large.
import { livePath } from '../../contract/live-path.ts';

export type Connection = 'open' | 'lost';

/** A message from a hub to a page; plain data, because it may come from another thread. */
export type HubMessage =
  /** The message as the server sent it. */
  | { readonly type: 'message'; readonly data: string }
  /** The stream is back after a gap in which anything may have changed. */
  | { readonly type: 'reconnected' }
  | { readonly type: 'connection'; readonly connection: Connection };

export interface LiveHub {
  /** Adds a member, which receives all messages from now on. Returns a function that removes it. */
  join(tell: (message: HubMessage) => void): () => void;
}

/** `EventSource.CLOSED` */
const closedState = 2;
const reopenMs = 3000;
/** A gap shorter than this is not reported. */
const patienceMs = 800;

/**
 * Shares one event stream between all members: it opens with the first and closes with the last. A browser opens at
 * most six connections to a server, so a stream per tab would leave none for the seventh.
 */
export function createLiveHub(openSource: () => EventSource = () => new EventSource(livePath)): LiveHub {
  const members = new Set<(message: HubMessage) => void>();
  let connection: Connection = 'open';
  let hasDropped = false;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource | undefined;

  const tellAll = (message: HubMessage): void => {
    for (const tell of members) tell(message);
  };
  const setConnection = (next: Connection): void => {
    connection = next;
    tellAll({ type: 'connection', connection });
  };

  const open = (): void => {
    const opened = openSource();
    source = opened;
    opened.addEventListener('open', () => {
      clearTimeout(patience);
      patience = undefined;
      if (hasDropped) tellAll({ type: 'reconnected' });
      hasDropped = false;
      setConnection('open');
    });
    opened.addEventListener('error', () => {
      if (source !== opened) return;
      hasDropped = true;
      patience ??= setTimeout(() => setConnection('lost'), patienceMs);
      // The browser retries a dropped stream by itself, but gives up on a refused one.
      if (opened.readyState === closedState) reopening = setTimeout(open, reopenMs);
    });
    opened.addEventListener('message', ({ data }: MessageEvent<string>) => tellAll({ type: 'message', data }));
  };
  const close = (): void => {
    source?.close();
    source = undefined;
    clearTimeout(patience);
    clearTimeout(reopening);
    patience = undefined;
    hasDropped = false;
    connection = 'open';
  };

  return {
    join(tell) {
      members.add(tell);
      if (source === undefined) open();
      else tell({ type: 'connection', connection });
      return () => {
        if (members.delete(tell) && members.size === 0) close();
      };
    },
  };
}
