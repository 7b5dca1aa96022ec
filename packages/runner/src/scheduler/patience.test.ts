import { expect, test } from 'vitest';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { createPatience, type PatienceOptions, type Wait } from './patience.ts';

const busy = new SweepdeckError({ code: 'store-busy', message: 'The store is locked.' });

/** A clock that a second passes on with each look. */
function patience(options: Partial<PatienceOptions> = {}) {
  let now = 0;
  const waits: Wait[] = [];
  const giveUp = new AbortController();
  const patiently = createPatience({
    clock: () => (now += 1000),
    onWait: (wait) => waits.push(wait),
    giveUp: giveUp.signal,
    retryMs: 1,
    ...options,
  });
  return { patiently, waits, giveUp };
}

function refusing(times: number): () => string {
  let left = times;
  return () => {
    if (left-- > 0) throw busy;
    return 'stored';
  };
}

test('tries again until the lock is gone, and tells of it once', async () => {
  const { patiently, waits } = patience();
  expect(await Promise.all([patiently(refusing(3)), patiently(refusing(2))])).toEqual(['stored', 'stored']);
  expect(waits.map(({ type }) => type)).toEqual(['store-locked', 'store-free']);
  expect(await patiently(refusing(0))).toBe('stored');
  expect(waits).toHaveLength(2);
});

test('gives up when it has waited for long enough', async () => {
  const { patiently } = patience({ limitMs: 10_000 });
  await expect(patiently(refusing(Infinity))).rejects.toMatchObject({
    code: 'store-locked',
    message: expect.stringContaining('10 s'),
    hint: expect.any(String),
  });
});

test('does not wait for who wants to stop', async () => {
  const { patiently, giveUp } = patience({ retryMs: 3_600_000 });
  const waiting = patiently(refusing(Infinity));
  giveUp.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'store-locked' });
});

test('what is no lock is thrown at once', async () => {
  const { patiently, waits } = patience();
  const full = new SweepdeckError({ code: 'store-full', message: 'full' });
  await expect(
    patiently(() => {
      throw full;
    }),
  ).rejects.toBe(full);
  expect(waits).toEqual([]);
});
