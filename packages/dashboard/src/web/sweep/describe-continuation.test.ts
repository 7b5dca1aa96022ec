import { expect, test } from 'vitest';
import { describeContinuation } from './describe-continuation.ts';

const counts = { pending: 6, running: 0, finished: 5, diverged: 0, failed: 1 };
const through = { ...counts, pending: 0, failed: 0 };

test.each([
  ['paused', counts, 'Paused with 6 trials to do and 1 failed trial. To continue:'],
  ['interrupted', { ...counts, failed: 0 }, 'Interrupted with 6 trials to do: its process has ended. To continue:'],
  ['failed', { ...counts, pending: 0, failed: 2 }, 'Ended with 2 failed trials. To retry:'],
  ['paused', through, 'Paused. To continue:'],
  ['finished', through, null],
  ['running', counts, null],
] as const)('%s %j', (status, given, text) => {
  expect(describeContinuation({ status, onPauseSince: null, counts: given })).toBe(text);
});

test('a sweep on pause', () => {
  const text = describeContinuation({ status: 'running', onPauseSince: 1, counts: { ...counts, failed: 0 } });
  expect(text).toBe('On pause with 6 trials to do: its process waits. To continue:');
});
