import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMemoryStore } from '../../store/open-store.ts';
import { openWithTrials } from '../../store/open-with-trials.ts';
import type { Store } from '../../store/store.ts';
import { newSweep } from '../../store/testing/sample-sweep.ts';
import { findSweep, findTarget, targetWord } from './find-target.ts';

let store: Store;
beforeEach(() => {
  store = openMemoryStore();
});
afterEach(() => store.close());

/** Makes sweeps s1, s2, ... of these names, of four trials each. */
function name(...names: readonly string[]): void {
  for (const [place, each] of names.entries())
    openWithTrials(store, newSweep({ name: each, specHash: `hash ${place}` }), {
      isFresh: true,
      workers: 1,
      processId: process.pid,
    });
}

const found = (wanted: string): string => {
  const target = findTarget(store, wanted);
  return target.type === 'sweep' ? `s${target.sweep.id}` : `t${target.trial.id}`;
};
const refused = (code: string, hint: RegExp): unknown =>
  expect.objectContaining({ code, hint: expect.stringMatching(hint) });

test('an id is an id and a name is a name, the newest of that name', () => {
  name('one', 'two', 'one');
  expect(['s1', 's3', 'two', 'one', 't5', 'id:s2', 'id:t1'].map(found)).toEqual([
    's1',
    's3',
    's2',
    's3',
    't5',
    's2',
    't1',
  ]);
  expect(findSweep(store).id).toBe(3);
});

test('a name that is the id of another one is refused with both, and `id:` says which', () => {
  name('one', 'two', 's2', 't3');
  expect(() => found('s2')).toThrow(refused('target-ambiguous', /id:s3 .*id:s2/));
  expect(() => findSweep(store, 's2')).toThrow(refused('target-ambiguous', /id:s3 .*id:s2/));
  expect(() => found('t3')).toThrow(refused('target-ambiguous', /id:s4 .*id:t3/));
  // A trial is nothing that a leaderboard could mean.
  expect(findSweep(store, 't3').id).toBe(4);
  expect(['id:s2', 'id:s3', 'id:t3'].map(found)).toEqual(['s2', 's3', 't3']);
  expect(() => found('id:two')).toThrow(refused('sweep-not-found', /./));
});

test('a name that is its own id, or an id that is not there, is that sweep', () => {
  name('s1', 's9', 't99', '12', '#3', 'Upper');
  expect(['s1', 's9', 't99', '12', '#3', 'Upper'].map(found)).toEqual(['s1', 's2', 's3', 's4', 's5', 's6']);
});

test('what is near is suggested: a bare number, another case', () => {
  name('Upper', 'lower');
  expect(() => found('2')).toThrow(refused('sweep-not-found', /s2/));
  expect(() => found('#2')).toThrow(refused('sweep-not-found', /s2/));
  expect(() => found('upper')).toThrow(refused('sweep-not-found', /Upper/));
  expect(() => found('T1')).toThrow(refused('sweep-not-found', /./));
  expect(() => found('t99')).toThrow(refused('trial-not-found', /./));
  expect(() => found(`s${'9'.repeat(400)}`)).toThrow(refused('sweep-not-found', /./));
});

test('the word for a sweep finds it again', () => {
  name('plain', 's1', 'with space', 't2', '#5', '-x', 'a"b', 'id:s1');
  const words = store.listSweeps().map((sweep) => [sweep.id, targetWord(sweep)] as const);
  expect(words.map(([, word]) => word).toReversed()).toEqual([
    'plain',
    'id:s2',
    '"with space"',
    'id:s4',
    '"#5"',
    'id:s6',
    'id:s7',
    'id:s8',
  ]);
  for (const [id, word] of words) expect(findSweep(store, word.replaceAll('"', '')).id).toBe(id);
});

test('an archived sweep is found by its id, and by its name if no other has it', () => {
  name('one', 'two', 'one');
  for (const id of [3, 2]) {
    store.closeSweep(id, 'paused');
    store.archiveSweep(id, true);
  }
  expect(['one', 'two', 's3', 'id:s2'].map(found)).toEqual(['s1', 's2', 's3', 's2']);
  expect(findSweep(store).id).toBe(1);
});
