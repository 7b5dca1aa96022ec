import { createLiveHub, type HubMessage, type LiveHub } from './live-hub.ts';
import type { LiveRequest } from './live-worker.ts';

/** Returns the hub of all tabs of this browser, or of this tab only if the browser lacks shared workers. */
export function sharedLiveHub(): LiveHub {
  if (typeof SharedWorker === 'undefined') return createLiveHub();
  const { port } = new SharedWorker(new URL('./live-worker.ts', import.meta.url), { type: 'module', name: 'live' });
  const say = (request: LiveRequest): void => port.postMessage(request);
  let tell: ((message: HubMessage) => void) | undefined;
  port.addEventListener('message', ({ data }: MessageEvent<HubMessage>) => tell?.(data));
  port.start();
  return {
    join(member) {
      tell = member;
      say('join');
      return () => {
        tell = undefined;
        say('leave');
      };
    },
  };
}
