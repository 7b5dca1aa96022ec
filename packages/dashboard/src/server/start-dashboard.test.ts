import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildLeaderboard } from '@sweepdeck/runner/records';
import { seedDemoStore, type DemoSweeps } from '@sweepdeck/runner/demo-store';
import { openSqliteStore, type Store } from '@sweepdeck/runner/store';
import { apiErrorSchema, liveMessageSchema, routes, routeUrl, type Route, type RouteName } from '../contract/index.ts';
import { startDashboard, type Dashboard } from './start-dashboard.ts';

let directory: string;
let store: Store;
let demo: DemoSweeps;
let dashboard: Dashboard;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-server-'));
  store = openSqliteStore(directory);
  demo = seedDemoStore(store);
  dashboard = await startDashboard({ storeDirectory: directory, port: 0, log: () => undefined });
});

afterAll(async () => {
  await dashboard.close();
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

async function get<R extends Route>(
  route: R,
  params: Readonly<Record<string, string | number>> = {},
  query: Parameters<typeof routeUrl>[2] = {},
) {
  const response = await fetch(dashboard.url + routeUrl(route, params, query));
  expect(response.status).toBe(200);
  return route.response.parse(await response.json()) as ReturnType<R['response']['parse']>;
}

test('health, sweeps and trials are those of the store', async () => {
  expect(await get(routes.health)).toEqual({ status: 'ok', storeExists: true });
  const { sweeps } = await get(routes.sweeps);
  expect(sweeps.map(({ name }) => name)).toEqual(store.listSweeps().map(({ name }) => name));
  const { trials } = await get(routes.trials, { id: demo.finished.id });
  expect(trials).toHaveLength(store.listTrials(demo.finished.id).length);
});

/** For the routes that do not answer without one. */
const neededQueries: Readonly<Partial<Record<RouteName, Parameters<typeof get>[2]>>> = {
  curves: { cells: ['no-such-cell'], metrics: ['validation.loss'] },
};

test.each(Object.entries(routes))('the route %s is served, and its answer fits the contract', async (name, route) => {
  expect(await get(route, { id: 1 }, neededQueries[name as RouteName])).toBeDefined();
});

test('a sweep carries the leaderboard of the store', async () => {
  const sweep = store.getSweep(demo.finished.id);
  if (sweep === undefined) throw new Error('the demo sweep is missing');
  const { rows, axes, remainingSeconds } = await get(routes.sweep, { id: sweep.id });
  expect(rows).toEqual(buildLeaderboard(sweep, store.listTrials(sweep.id)));
  expect(axes).toEqual(sweep.axes);
  expect(remainingSeconds).toBeNull();
});

test('an axis that is a range has the values that were tried', async () => {
  const { objective, engine, spec } = demo.finished;
  const planned = store.listTrials(demo.finished.id).slice(0, 4);
  const id = store.openSweep(
    {
      name: 'range',
      specHash: 'range',
      source: '',
      objective,
      engine,
      spec,
      axes: [{ path: 'learning_rate', from: 0.0001, to: 1, scale: 'log' }],
      repeats: 3,
      firstTrials: planned,
    },
    { isFresh: false, workers: 1, processId: process.pid },
  ).id;
  store.placeTrials(id, planned);
  const values = [...new Set(planned.map(({ config }) => config.learning_rate))].toSorted((a, b) => a - b);
  expect((await get(routes.sweep, { id })).axes).toEqual([{ path: 'learning_rate', values }]);
  store.closeSweep(id, 'paused');
});

test('a running sweep has an estimate', async () => {
  const { remainingSeconds } = await get(routes.sweep, { id: demo.running.id });
  expect(remainingSeconds).toBeGreaterThan(0);
});

test('curves hold the points of the store, of the asked cells and metrics only', async () => {
  const trials = store.listTrials(demo.finished.id);
  const cell = trials[0]?.cell ?? '';
  const query = { cells: [cell, 'no-such-cell'], metrics: ['validation.loss'] };
  const { curves } = await get(routes.curves, { id: demo.finished.id }, query);
  const own = trials.filter((trial) => trial.cell === cell);
  expect(curves.map(({ trialId }) => trialId)).toEqual(own.map(({ id }) => id));
  const points = store.listMetrics(
    own.map(({ id }) => id),
    ['validation.loss'],
  );
  expect(curves.flatMap(({ values }) => values)).toEqual(points.map(({ value }) => value));
});

test('a finished trial carries what the test images showed, empty bins as NaN', async () => {
  const trial = store.listTrials(demo.finished.id).find(({ status }) => status === 'finished');
  const answer = await get(routes.trial, { id: trial?.id ?? 0 });
  const { confusion, reliability, mistakes, model } = store.getArtifacts(trial?.id ?? 0);
  expect(answer).toMatchObject({ confusion, reliability, mistakes, model });
  expect(answer.reliability?.some(({ count, accuracy }) => count === 0 && Number.isNaN(accuracy))).toBe(true);
  expect(answer.classNames).toHaveLength(10);
  expect(answer.notes.map(({ severity }) => severity)).toEqual(['info', 'warning']);
});

test('what a trial prints is served without escape sequences, and told with its attempt', async () => {
  const id = store.listTrials(demo.running.id).find(({ status }) => status === 'running')?.id ?? 0;
  const [attempt] = store.listAttempts(id);
  const head = '\u001b[31mred\u001b[0m\n';
  store.keepOutput(attempt?.id ?? 0, { head, tail: 'end', omittedBytes: 5, bytes: 30, lines: 3 });
  expect((await get(routes.trial, { id })).attempts).toMatchObject([{ printed: { bytes: 30, lines: 3 } }]);
  expect(await get(routes.output, { id })).toEqual({
    outputs: [{ attemptId: attempt?.id, head: 'red\n', tail: 'end', omittedBytes: 5, bytes: 30, lines: 3 }],
  });
  const [silent] = store.listTrials(demo.finished.id);
  expect(await get(routes.output, { id: silent?.id ?? 0 })).toEqual({ outputs: [] });
  expect((await fetch(`${dashboard.url}/api/trials/424242/output`)).status).toBe(404);
});

test('range tests are listed as stored, and each has its points, NaN by name', async () => {
  const { tests } = await get(routes.rangeTests);
  const stored = store.listRangeTests();
  expect(tests.map(({ id, label }) => ({ id, label }))).toEqual(stored.map(({ id, label }) => ({ id, label })));
  expect(tests[0]).toMatchObject({ model: 'seed-cnn', loss: 'cross-entropy', optimizer: 'adam', batchSize: 32 });
  expect(tests.find(({ loss }) => loss === 'mse')).toMatchObject({ suggestedRate: null, usableRates: null });
  const lost = stored.find(({ points }) => Number.isNaN(points.at(-1)?.loss));
  const { test: own, points } = await get(routes.rangeTest, { id: lost?.id ?? 0 });
  expect(own).toEqual(tests.find(({ id }) => id === lost?.id));
  expect(points).toEqual(lost?.points.map(({ step: _, ...point }) => point));
});

test('a trial says when it was verified, and what differed', async () => {
  const [first, second] = store
    .listTrials(demo.finished.id)
    .slice(0, 2)
    .map(({ id }) => get(routes.trial, { id }));
  expect((await first)?.verifications).toMatchObject([
    { outcome: 'reproduced', comparison: 'bits', engine: 'wasm', difference: null },
  ]);
  expect((await second)?.verifications).toMatchObject([
    { outcome: 'differs', difference: 'validation.nll at epoch 3 is 0.2512 now; the stored value is 0.25' },
  ]);
  expect((await first)?.attempts).toMatchObject([{ load: { samples: 6, processorShare: { mean: 0.93, peak: 1 } } }]);
});

test('a diverged trial keeps its NaN', async () => {
  const trial = store.listTrials(demo.finished.id).find(({ status }) => status === 'diverged');
  const answer = await get(routes.trial, { id: trial?.id ?? 0 }, { sweep: demo.finished.id });
  expect(answer.trial.result?.objective).toBeNaN();
  expect([answer.confusion, answer.reliability, answer.mistakes]).toEqual([null, null, null]);
  expect(answer.siblings).toHaveLength(demo.finished.repeats);
});

test.each([
  ['/api/sweeps/999999', 404, 'sweep-not-found'],
  ['/api/sweeps/abc', 400, 'bad-request'],
  ['/api/sweeps/0', 400, 'bad-request'],
  ['/api/sweeps/1/curves?cells=a&metrics=nonsense', 400, 'bad-request'],
  ['/api/sweeps/1/curves', 400, 'bad-request'],
  ['/api/trials/999999', 404, 'trial-not-found'],
  ['/api/range-tests/999999', 404, 'range-test-not-found'],
  ['/api/range-tests/abc', 400, 'bad-request'],
  ['/api/nothing', 404, 'not-found'],
  ['/api/sweeps/%E0%A4%A', 400, 'bad-request'],
])('%s is answered with %i %s', async (path, status, code) => {
  const response = await fetch(dashboard.url + path);
  expect(response.status).toBe(status);
  expect(apiErrorSchema.parse(await response.json()).error.code).toBe(code);
});

/** With a host header of one's own, which fetch does not allow. */
function statusForHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${dashboard.url}/api/sweeps`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('answers only under its own names', async () => {
  expect(await statusForHost('localhost:7780')).toBe(200);
  expect(await statusForHost('[::1]:7780')).toBe(200);
  expect(await statusForHost('evil.example')).toBe(403);
  expect(await statusForHost('127.0.0.1.evil.example')).toBe(403);
});

test('pages are guarded by a policy and not shared with other sites', async () => {
  const { headers } = await fetch(`${dashboard.url}/api/sweeps`, { headers: { origin: 'http://evil.example' } });
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('access-control-allow-origin')).toBeNull();
});

test('a port that is taken is named, with the option to change it', async () => {
  const port = Number(new URL(dashboard.url).port);
  await expect(startDashboard({ storeDirectory: directory, port })).rejects.toMatchObject({
    code: 'port-in-use',
    message: expect.stringContaining(String(port)) as string,
    hint: expect.stringContaining('--port') as string,
  });
});

test('the live stream tells of a write, and closing ends it', async () => {
  const own = await startDashboard({ storeDirectory: directory, port: 0, log: () => undefined });
  const response = await fetch(`${own.url}/api/live`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error('the stream has no body');
  const running = store.listTrials(demo.running.id).find(({ status }) => status === 'running');
  const attempt = store.listAttempts(running?.id ?? 0).at(-1);
  await reader.read();
  store.appendEpoch(attempt?.id ?? 0, 19, { 'validation.accuracy': 0.5 });
  let text = '';
  while (!text.includes('data: ')) text += (await reader.read()).value ?? '';
  const message = liveMessageSchema.parse(JSON.parse(/data: (.*)\n/.exec(text)?.[1] ?? ''));
  expect(message).toMatchObject({ type: 'sweep-changed', sweepId: demo.running.id });
  await own.close();
  const ending = await reader.read().catch(() => ({ done: true }));
  expect(ending.done).toBe(true);
});

test('a store that does not exist yet is an empty list', async () => {
  const nowhere = await startDashboard({ storeDirectory: join(directory, 'later'), port: 0, log: () => undefined });
  try {
    expect(await (await fetch(`${nowhere.url}/api/sweeps`)).json()).toEqual({ sweeps: [] });
    expect((await fetch(`${nowhere.url}/api/sweeps/1`)).status).toBe(404);
    expect(await (await fetch(`${nowhere.url}/api/range-tests`)).json()).toEqual({ tests: [] });
    expect((await fetch(`${nowhere.url}/api/range-tests/1`)).status).toBe(404);
  } finally {
    await nowhere.close();
  }
});

test.each(['', ' '])('the empty host %j, which would listen everywhere, is refused', async (host) => {
  await expect(startDashboard({ storeDirectory: directory, port: 0, host })).rejects.toMatchObject({
    code: 'host-not-available',
  });
});

test('a store that is removed is told, and the one that takes its place is shown', async () => {
  const folder = join(directory, 'short-lived');
  const seed = (): void => {
    const short = openSqliteStore(folder);
    seedDemoStore(short);
    short.close();
  };
  seed();
  const own = await startDashboard({ storeDirectory: folder, port: 0, log: () => undefined });
  const live = (await fetch(`${own.url}/api/live`)).body?.pipeThrough(new TextDecoderStream()).getReader();
  const hear = async (): Promise<string> => {
    let text = '';
    while (!text.includes('sweeps-changed')) text += (await live?.read())?.value ?? '';
    return text;
  };
  try {
    expect((await fetch(`${own.url}/api/sweeps`)).status).toBe(200);
    rmSync(folder, { recursive: true });
    expect(await hear()).toContain('sweeps-changed');
    const away = await fetch(`${own.url}/api/sweeps`);
    expect(away.status).toBe(503);
    expect(apiErrorSchema.parse(await away.json()).error).toMatchObject({
      code: 'store-gone',
      hint: expect.any(String),
    });
    expect(await (await fetch(`${own.url}/api/health`)).json()).toEqual({ status: 'ok', storeExists: false });
    openSqliteStore(folder).close();
    expect(await (await fetch(`${own.url}/api/sweeps`)).json()).toEqual({ sweeps: [] });
    // Replaced in one step, the old one is not seen away.
    rmSync(folder, { recursive: true });
    seed();
    expect(await hear()).toContain('sweeps-changed');
    const { sweeps } = routes.sweeps.response.parse(await (await fetch(`${own.url}/api/sweeps`)).json());
    expect(sweeps).toHaveLength(3);
  } finally {
    await own.close();
  }
});
