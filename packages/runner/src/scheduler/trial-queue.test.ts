import { expect, test } from 'vitest';
import type { TrialRecord } from '../records/records.ts';
import type { TrialStatus } from '../records/statuses.ts';
import { createTrialQueue } from './trial-queue.ts';

const trial = (id: number, status: TrialStatus): TrialRecord => ({ id, status }) as TrialRecord;

test('a trial that another sweep trains comes up again when it is free, and is dropped when it is finished', async () => {
  const trials = [trial(1, 'running'), trial(2, 'running'), trial(3, 'pending'), trial(4, 'finished')];
  const now = new Map<number, TrialStatus>([
    [1, 'running'],
    [2, 'running'],
    [3, 'pending'],
  ]);
  let asked = 0;
  const store = {
    getTrial(id: number): TrialRecord {
      asked++;
      // The other sweep finishes trial 1 and gives up trial 2.
      if (asked === 8) now.set(1, 'finished').set(2, 'pending');
      return trial(id, now.get(id) ?? 'pending');
    },
  };
  const { signal } = new AbortController();
  const doneElsewhere: number[] = [];
  const onDoneElsewhere = ({ id }: TrialRecord): void => void doneElsewhere.push(id);
  const queue = createTrialQueue({ store, sweepId: 1, trials, leave: signal, onDoneElsewhere, pollMs: 1 });
  expect((await queue.next())?.id).toBe(3);
  expect((await queue.next())?.id).toBe(2);
  expect(await queue.next()).toBeUndefined();
  expect(doneElsewhere).toEqual([1]);
});

test('waiting for another sweep ends at once when this one is left', async () => {
  const leave = new AbortController();
  const store = { getTrial: () => trial(1, 'running') };
  const options = {
    store,
    sweepId: 1,
    trials: [trial(1, 'running')],
    leave: leave.signal,
    pollMs: 60_000,
    onDoneElsewhere: () => undefined,
  };
  const next = createTrialQueue(options).next();
  leave.abort();
  expect(await next).toBeUndefined();
});

test('a trial that another sweep was quicker to take comes up again', async () => {
  const store = { getTrial: (id: number) => trial(id, 'pending') };
  const { signal } = new AbortController();
  const trials = [trial(1, 'pending'), trial(2, 'pending')];
  const queue = createTrialQueue({ store, sweepId: 1, trials, leave: signal, onDoneElsewhere: () => undefined });
  const first = await queue.next();
  if (first !== undefined) queue.giveBack(first);
  expect((await queue.next())?.id).toBe(2);
  expect((await queue.next())?.id).toBe(1);
  expect(await queue.next()).toBeUndefined();
});
