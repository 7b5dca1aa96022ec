import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePlace, type Place } from './run-runner.ts';

const sweep = `
name: small
dataset: { name: glyphs, count: 200 }
model: logistic
training: { epochs: 1, batch_size: 32 }
engine: cpu
parameters:
  learning_rate: { values: [0.001, 0.01] }
`;

let place: Place;
let mounted = '';
/** The content of the store before it was mounted. */
let content: readonly string[] = [];
beforeAll(async () => {
  place = makePlace();
  place.write('small.yaml', sweep);
  await place.run('sweep', 'small.yaml');
  content = readdirSync(join(place.directory, '.sweepdeck'), { recursive: true, encoding: 'utf8' }).toSorted();
  // A mount holds for root too, whom file modes do not stop.
  const target = join(place.directory, 'mounted');
  mkdirSync(target);
  const bind = ['--bind', '-o', 'ro', join(place.directory, '.sweepdeck'), target];
  if (spawnSync('mount', bind).status === 0) mounted = target;
});
afterAll(async () => {
  if (mounted !== '') spawnSync('umount', [mounted]);
  await place.remove();
});

const commands: readonly (readonly string[])[] = [
  ['list'],
  ['leaderboard'],
  ['show', 'small'],
  ['show', 't1'],
  ['query', 'SELECT name FROM sweep'],
  ['validate', 'small.yaml', '--no-estimate'],
  ['export', 'small', '--output', 'exported'],
];

test.for(commands)('a store on a read-only mount is read: runner %s', async (words, context) => {
  if (mounted === '') context.skip('needs the right to mount');
  const end = await place.run(...words, '--store', mounted);
  expect(end).toMatchObject({ code: 0 });
  expect(content).toContain('sweepdeck.db');
  expect(readdirSync(mounted, { recursive: true, encoding: 'utf8' }).toSorted()).toEqual(content);
});

test.for([
  ['sweep', 'small.yaml'],
  ['verify', 't1'],
])('on a read-only mount nothing is trained: runner %s', async (words, context) => {
  if (mounted === '') context.skip('needs the right to mount');
  const end = await place.run(...words, '--store', mounted);
  expect(end).toMatchObject({ code: 2, stderr: expect.stringMatching(/^error\[store-not-writable\]/) });
});

test('the dashboard of a store on a read-only mount shows pages and what changes, and complains of nothing', async (context) => {
  if (mounted === '') context.skip('needs the right to mount');
  const running = place.start('dashboard', '--port', '0', '--store', mounted);
  let printed = '';
  running.process.stdout?.on('data', (text: string) => (printed += text));
  await running.waitFor(/http:\S+/);
  const url = /http:\S+/.exec(printed)?.[0] ?? '';
  for (const path of ['', 'api/health', 'api/sweeps', 'api/sweeps/1', 'api/sweeps/1/trials', 'api/trials/1']) {
    const answer = await fetch(new URL(path, url));
    expect([path, answer.status]).toEqual([path, 200]);
    await answer.text();
  }
  const ending = new AbortController();
  const live = await fetch(new URL('api/live', url), { signal: ending.signal });
  const messages: string[] = [];
  const decoder = new TextDecoder();
  const listening = (async () => {
    for await (const bytes of live.body ?? []) {
      messages.push(...(decoder.decode(bytes).match(/(?<=data: ).*/g) ?? []));
      if (messages.length > 0) return;
    }
  })();
  // Many looks at a store that rests come before this has written to it.
  expect(await place.run('lr-find', 'small.yaml', '--steps', '10')).toMatchObject({ code: 0 });
  await listening;
  ending.abort();
  expect(messages).toEqual(['{"type":"range-tests-changed"}']);
  expect(await (await fetch(new URL('api/range-tests', url))).json()).toMatchObject({ tests: [{ id: 1 }] });
  running.process.kill('SIGINT');
  expect(await running.finished).toMatchObject({ code: 0, stderr: '' });
});
