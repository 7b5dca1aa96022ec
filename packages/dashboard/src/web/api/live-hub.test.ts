import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLiveHub, type HubMessage } from './live-hub.ts';

/** An event stream that the test plays. */
class PlayedSource extends EventTarget {
  readyState = 1;
  close(): void {
    this.readyState = 2;
  }
  say(data: string): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  /** Refused for good: the browser does not try again. */
  refuse(): void {
    this.close();
    this.dispatchEvent(new Event('error'));
  }
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function makeHub() {
  const sources: PlayedSource[] = [];
  const hub = createLiveHub(() => {
    const source = new PlayedSource();
    sources.push(source);
    return source as unknown as EventSource;
  });
  return { hub, sources };
}

const changed = '{"type":"sweep-changed","sweepId":3,"revision":8}';

test('all members share one stream, which ends with the last of them', () => {
  const { hub, sources } = makeHub();
  const heard: HubMessage[][] = [[], [], []];
  const leave = heard.map((list) => hub.join((message) => void list.push(message)));
  expect(sources.length).toBe(1);
  sources[0]?.say(changed);
  const messagesOf = (list: readonly HubMessage[]): HubMessage[] => list.filter(({ type }) => type === 'message');
  for (const list of heard) expect(messagesOf(list)).toEqual([{ type: 'message', data: changed }]);

  leave[0]?.();
  leave[1]?.();
  sources[0]?.say(changed);
  expect(heard.map((list) => messagesOf(list).length)).toEqual([1, 1, 2]);
  expect(sources[0]?.readyState).toBe(1);
  leave[2]?.();
  expect(sources[0]?.readyState).toBe(2);
  hub.join(() => undefined);
  expect(sources.length).toBe(2);
});

test('a refused stream is opened again, and members hear that they may have missed something', () => {
  const { hub, sources } = makeHub();
  const heard: HubMessage[] = [];
  hub.join((message) => void heard.push(message));
  sources[0]?.refuse();
  vi.advanceTimersByTime(1000);
  expect(heard).toEqual([{ type: 'connection', connection: 'lost' }]);
  vi.advanceTimersByTime(3000);
  sources[1]?.dispatchEvent(new Event('open'));
  expect(heard.slice(1)).toEqual([{ type: 'reconnected' }, { type: 'connection', connection: 'open' }]);
});

test('nothing is opened again for nobody', () => {
  const { hub, sources } = makeHub();
  const leave = hub.join(() => undefined);
  sources[0]?.refuse();
  leave();
  vi.advanceTimersByTime(10_000);
  expect(sources.length).toBe(1);
});
