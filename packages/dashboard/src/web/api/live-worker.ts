import { createLiveHub } from './live-hub.ts';

/** A message from a page to the worker. */
export type LiveRequest = 'join' | 'leave';

// The compiler knows the globals of a page, not those of a shared worker.
declare const self: { addEventListener(type: 'connect', listener: (event: MessageEvent) => void): void };

const hub = createLiveHub();

self.addEventListener('connect', ({ ports: [port] }) => {
  if (port === undefined) return;
  let leave: (() => void) | undefined;
  port.addEventListener('message', ({ data }: MessageEvent<LiveRequest>) => {
    leave?.();
    leave = data === 'join' ? hub.join((message) => port.postMessage(message)) : undefined;
  });
  port.start();
});
