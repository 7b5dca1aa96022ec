import type { EngineDefinition, EngineStatus } from '@sweepdeck/core/engines';
import { expect, test } from 'vitest';
import type { ChosenEngine } from '../records/chosen-engine.ts';
import type { SweepSummary } from '../records/records.ts';
import { openMemoryStore } from '../store/open-store.ts';
import { openWithTrials } from '../store/open-with-trials.ts';
import { newSweep } from '../store/testing/sample-sweep.ts';
import { chosenEngineOf, offerEngines, type EngineTimings } from './choose-engine.ts';

const works = (name: string): EngineStatus => ({
  works: true,
  device: `device of ${name}`,
  numericsVersion: `${name}-1`,
  isCandidate: name !== 'cpu',
});
const off: EngineStatus = { works: false, reason: 'its driver is missing', hint: 'Install the driver.' };

/** Engines of the names given; those in `broken` do not work. Which were checked is kept. */
function fakeEngines(names: readonly string[], broken: readonly string[] = []) {
  const checked: string[] = [];
  const engines = names.map((name): EngineDefinition => ({
    name,
    summary: '',
    isolation: name === 'tensorflow' ? 'process' : 'thread',
    ...(name === 'webgpu' ? { maxWorkers: 1 } : {}),
    check() {
      checked.push(name);
      return Promise.resolve(broken.includes(name) ? off : works(name));
    },
    open: () => Promise.reject(new Error('choosing opens no engine')),
  }));
  return { engines, checked };
}

function timings(times: Readonly<Record<string, number>>): EngineTimings & { readonly timed: string[] } {
  const timed: string[] = [];
  return {
    timed,
    models: { timed: 1, total: 1 },
    time({ name }) {
      timed.push(name);
      const millisecondsPerStep = times[name];
      if (millisecondsPerStep === undefined) return Promise.reject(new Error('the worker died'));
      return Promise.resolve({ millisecondsPerStep, workers: 2 });
    },
  };
}

function startedOn(engine: string, chosenEngine?: ChosenEngine): SweepSummary {
  const store = openMemoryStore();
  const told = chosenEngine === undefined ? {} : { chosenEngine };
  openWithTrials(store, newSweep({ engine, ...told }), { isFresh: false, workers: 1, processId: process.pid });
  const [sweep] = store.listSweeps();
  store.close();
  if (sweep === undefined) throw new Error('the sweep is gone');
  return sweep;
}

test('auto takes the fastest that works and keeps what it found', async () => {
  const { engines } = fakeEngines(['wasm', 'tensorflow', 'webgpu', 'cpu'], ['webgpu']);
  const offer = await offerEngines({ choice: 'auto', started: undefined, engines });
  expect(offer.first).toMatchObject({ name: 'wasm', numericsVersion: 'wasm-1' });
  const chosen = await offer.choose(timings({ wasm: 9, tensorflow: 4 }));
  expect(chosen).toEqual({
    name: 'tensorflow',
    maxWorkers: Infinity,
    device: 'device of tensorflow',
    numericsVersion: 'tensorflow-1',
    isAutomatic: true,
    findings: [
      { name: 'wasm', verdict: 'works', timing: { millisecondsPerStep: 9, workers: 2 }, reason: null },
      { name: 'tensorflow', verdict: 'works', timing: { millisecondsPerStep: 4, workers: 2 }, reason: null },
      { name: 'webgpu', verdict: 'off', timing: null, reason: 'its driver is missing' },
    ],
    models: { timed: 1, total: 1 },
  });
  expect(chosenEngineOf(chosen)).not.toHaveProperty('name');
});

test('auto without a rival times nothing and says so', async () => {
  const { engines } = fakeEngines(['wasm', 'tensorflow', 'cpu'], ['tensorflow']);
  const none = timings({ wasm: 1 });
  const chosen = await (await offerEngines({ choice: 'auto', started: undefined, engines })).choose(none);
  expect(chosen).toMatchObject({ name: 'wasm', isAutomatic: true, models: null });
  expect(none.timed).toEqual([]);
});

test('a rival that crashes while it is timed is named, and the sweep goes on', async () => {
  const { engines } = fakeEngines(['wasm', 'tensorflow']);
  const chosen = await (
    await offerEngines({ choice: 'auto', started: undefined, engines })
  ).choose(timings({ wasm: 9 }));
  expect(chosen.name).toBe('wasm');
  expect(chosen.findings).toContainEqual({
    name: 'tensorflow',
    verdict: 'failed',
    timing: null,
    reason: 'the worker died',
  });
});

test('auto does not check what it may not take', async () => {
  const { engines, checked } = fakeEngines(['wasm', 'tensorflow', 'cpu']);
  const quick = engines.map((engine): EngineDefinition => ({
    ...engine,
    mayBeCandidate: () => engine.name === 'wasm',
  }));
  const offer = await offerEngines({ choice: 'auto', started: undefined, engines: quick });
  expect((await offer.choose(timings({}))).findings.map(({ name }) => name)).toEqual(['wasm']);
  expect(checked).toEqual(['wasm']);
  expect((await offerEngines({ choice: 'cpu', started: undefined, engines: quick })).first.name).toBe('cpu');
});

test('a named engine is the only one that is checked', async () => {
  const { engines, checked } = fakeEngines(['wasm', 'tensorflow', 'webgpu', 'cpu']);
  const offer = await offerEngines({ choice: 'cpu', started: undefined, engines });
  const rivals = timings({});
  expect(await offer.choose(rivals)).toMatchObject({ name: 'cpu', isAutomatic: false, findings: [], models: null });
  expect([checked, rivals.timed]).toEqual([['cpu'], []]);
});

test('a named engine that does not work is an error with its reason and its hint', async () => {
  const { engines } = fakeEngines(['wasm', 'cpu'], ['wasm']);
  await expect(offerEngines({ choice: 'wasm', started: undefined, engines })).rejects.toMatchObject({
    code: 'engine-unavailable',
    message: 'the engine wasm does not work here: its driver is missing',
    hint: 'Install the driver.',
  });
});

test('auto where nothing works is an error', async () => {
  const { engines } = fakeEngines(['wasm', 'tensorflow', 'cpu'], ['wasm', 'tensorflow']);
  await expect(offerEngines({ choice: 'auto', started: undefined, engines })).rejects.toMatchObject({
    code: 'no-engine',
    hint: 'Install the driver.',
  });
});

test('a started sweep stays on its engine, untimed, though another would be faster now', async () => {
  const { engines, checked } = fakeEngines(['wasm', 'tensorflow']);
  const first = await (
    await offerEngines({ choice: 'auto', started: undefined, engines })
  ).choose(timings({ wasm: 9 }));
  const started = startedOn('wasm', chosenEngineOf(first));
  checked.length = 0;
  const offer = await offerEngines({ choice: 'auto', started, engines });
  const rivals = timings({ wasm: 9, tensorflow: 1 });
  expect(await offer.choose(rivals)).toEqual(first);
  expect([checked, rivals.timed]).toEqual([['wasm'], []]);
  const old = await offerEngines({ choice: 'auto', started: startedOn('wasm'), engines });
  expect(old.first).toMatchObject({ name: 'wasm', device: 'device of wasm', isAutomatic: true, findings: [] });
});

test.each([
  ['is off now', ['wasm', 'tensorflow'], ['tensorflow'], 'its driver is missing', 'Install the driver. Or start again'],
  ['is not known', ['wasm'], [], 'this version has no engine of that name', 'Run `runner doctor`'],
])('a started sweep whose engine %s is an error that says what to do', async (_, names, broken, reason, hint) => {
  const { engines } = fakeEngines(names, broken);
  const offer = offerEngines({ choice: 'auto', started: startedOn('tensorflow'), engines });
  await expect(offer).rejects.toMatchObject({
    code: 'engine-unavailable',
    message: `sweep s1 (sample) was started on its engine and stays on it, but the engine tensorflow does not work here: ${reason}`,
    hint: expect.stringContaining(hint),
  });
  await expect(offer).rejects.toMatchObject({ hint: expect.stringContaining('--fresh') });
});
