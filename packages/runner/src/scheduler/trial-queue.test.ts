import { expect, test } from 'vitest';
import type { TrialRecord } from '../records/records.ts';
import type { TrialStatus } from '../records/statuses.ts';
import { searchList } from '../search/grid-search.ts';
import type { NextTrial } from '../search/trial-source.ts';
import { createTrialQueue, type TrialQueue, type TrialQueueOptions } from './trial-queue.ts';

const trial = (id: number, status: TrialStatus): TrialRecord => ({ id, status }) as TrialRecord;
const uptime = (): number => 0;
const inOrder = (trials: readonly TrialRecord[]): TrialQueueOptions['source'] => searchList(trials).start(trials);
/** Looks a trial up by its id. */
const lookIn =
  (find: (id: number) => TrialRecord): TrialQueueOptions['look'] =>
  (planned) =>
    Promise.resolve(find((planned as TrialRecord).id));

/** A queue of pending trials with these ids. */
function queueOf(ids: readonly number[], options: Partial<TrialQueueOptions> = {}): TrialQueue {
  return createTrialQueue({
    source: inOrder(ids.map((id) => trial(id, 'pending'))),
    look: lookIn((id) => trial(id, 'pending')),
    leave: new AbortController().signal,
    onDoneElsewhere: () => undefined,
    uptime,
    ...options,
  });
}

test('a trial that another sweep trains comes up again when it is free, and is dropped when it is finished', async () => {
  const trials = [trial(1, 'running'), trial(2, 'running'), trial(3, 'pending'), trial(4, 'finished')];
  const now = new Map<number, TrialStatus>([
    [1, 'running'],
    [2, 'running'],
    [3, 'pending'],
  ]);
  let asked = 0;
  const look = lookIn((id) => {
    asked++;
    // The other sweep finishes trial 1 and gives up trial 2.
    if (asked === 8) now.set(1, 'finished').set(2, 'pending');
    return trial(id, now.get(id) ?? 'pending');
  });
  const { signal } = new AbortController();
  const doneElsewhere: number[] = [];
  const onDoneElsewhere = ({ id }: TrialRecord): void => void doneElsewhere.push(id);
  const queue = createTrialQueue({ source: inOrder(trials), look, leave: signal, onDoneElsewhere, pollMs: 1, uptime });
  expect((await queue.next())?.id).toBe(3);
  queue.end(trial(3, 'finished'));
  expect((await queue.next())?.id).toBe(2);
  queue.end(trial(2, 'finished'));
  expect(await queue.next()).toBeUndefined();
  expect(doneElsewhere).toEqual([1]);
});

test('waiting for another sweep ends at once when this one is left', async () => {
  const leave = new AbortController();
  const options = {
    source: inOrder([trial(1, 'running')]),
    look: lookIn(() => trial(1, 'running')),
    leave: leave.signal,
    pollMs: 60_000,
    onDoneElsewhere: () => undefined,
    uptime,
  };
  const next = createTrialQueue(options).next();
  leave.abort();
  expect(await next).toBeUndefined();
});

test('a trial that another sweep was quicker to take comes up again', async () => {
  const look = lookIn((id) => trial(id, 'pending'));
  const { signal } = new AbortController();
  const trials = [trial(1, 'pending'), trial(2, 'pending')];
  const queue = createTrialQueue({
    source: inOrder(trials),
    look,
    leave: signal,
    onDoneElsewhere: () => undefined,
    uptime,
  });
  const first = await queue.next();
  if (first !== undefined) queue.giveBack(first);
  expect((await queue.next())?.id).toBe(2);
  expect((await queue.next())?.id).toBe(1);
  queue.drop();
  queue.drop();
  expect(await queue.next()).toBeUndefined();
});

test('where the source waits for an outcome, so does who asks, until it is told or nothing runs', async () => {
  const answers: NextTrial[] = [{ type: 'trial', trial: trial(1, 'pending') }];
  const told: number[] = [];
  const source = {
    ask: (): NextTrial => answers.shift() ?? { type: told.length < 2 ? 'wait' : 'done' },
    tell({ id }: TrialRecord): void {
      told.push(id);
      if (id === 1) answers.push({ type: 'trial', trial: trial(2, 'pending') });
    },
  };
  const { signal } = new AbortController();
  const look = lookIn((id) => trial(id, 'pending'));
  const queue = createTrialQueue({ source, look, leave: signal, onDoneElsewhere: () => undefined, uptime });
  expect((await queue.next())?.id).toBe(1);
  const second = queue.next();
  queue.end(trial(1, 'finished'));
  expect((await second)?.id).toBe(2);
  const third = queue.next();
  queue.drop();
  expect(await third).toBeUndefined();
  expect(told).toEqual([1]);
});

test('what must run alone is set aside until nothing else comes', async () => {
  const trials = [trial(1, 'pending'), trial(2, 'pending')];
  const { signal } = new AbortController();
  const queue = createTrialQueue({
    source: inOrder(trials),
    look: lookIn((id) => trial(id, 'pending')),
    mustRunAlone: ({ id }) => Promise.resolve(id === 1),
    leave: signal,
    onDoneElsewhere: () => undefined,
    uptime,
  });
  expect((await queue.next())?.id).toBe(2);
  queue.end(trial(2, 'finished'));
  expect(await queue.next()).toBeUndefined();
  expect((await queue.nextAlone())?.id).toBe(1);
  expect(await queue.nextAlone()).toBeUndefined();
});

test('a trial that is tried again comes after its delay, while others wait for it', async () => {
  let now = 0;
  const queue = queueOf([1, 2], { uptime: () => now, pollMs: 1 });
  const first = await queue.next();
  if (first !== undefined) queue.postpone(first, { delayMs: 5000, isAlone: false });
  expect((await queue.next())?.id).toBe(2);
  const waiting = queue.next();
  queue.end(trial(2, 'finished'));
  now = 4999;
  const early = await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 20, 'nothing'))]);
  expect(early).toBe('nothing');
  now = 5000;
  expect((await waiting)?.id).toBe(1);
});

test('who finds the queue empty waits while a trial runs, and gets it when it is added again', async () => {
  const queue = queueOf([1]);
  expect((await queue.next())?.id).toBe(1);
  const waiting = queue.next();
  queue.add([trial(7, 'failed')]);
  expect((await waiting)?.id).toBe(7);
});

test('a trial that was halted comes before the others', async () => {
  const queue = queueOf([1, 2]);
  const first = await queue.next();
  if (first !== undefined) queue.halt(first);
  expect((await queue.next())?.id).toBe(1);
  expect((await queue.next())?.id).toBe(2);
});
