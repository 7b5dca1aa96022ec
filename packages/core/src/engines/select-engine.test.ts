import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckedEngine } from './check-engines.ts';
import { checkEngines } from './check-engines.ts';
import type { EngineDefinition, EngineStatus } from './engine.ts';
import { selectEngine, type EngineTiming } from './select-engine.ts';

const works = (changes: Partial<Extract<EngineStatus, { works: true }>> = {}): EngineStatus => ({
  works: true,
  device: 'a device',
  numericsVersion: 'fake-1',
  isCandidate: true,
  ...changes,
});
const off = (reason: string, hint = `Enable it: ${reason}.`): EngineStatus => ({ works: false, reason, hint });

function engineNamed(
  name: string,
  check: EngineDefinition['check'] = () => Promise.resolve(works()),
): EngineDefinition {
  return { name, summary: '', isolation: 'thread', check, open: () => Promise.reject(new Error('not to be opened')) };
}
const checkedAs = (statuses: Readonly<Record<string, EngineStatus>>): CheckedEngine[] =>
  Object.entries(statuses).map(([name, status]) => ({ engine: engineNamed(name), status }));

/** Milliseconds a step by name, with one worker; an engine without any crashes. */
function timesOf(times: Readonly<Record<string, number | EngineTiming>>) {
  const timed: string[] = [];
  const time = async ({ name }: EngineDefinition): Promise<EngineTiming> => {
    timed.push(name);
    const found = times[name];
    if (found === undefined) throw new Error(`${name} crashed`);
    return typeof found === 'number' ? { millisecondsPerStep: found, workers: 1 } : found;
  };
  return { timed, time };
}

test('the fastest is taken, and what all took is told', async () => {
  const { time } = timesOf({ wasm: 9.8, tensorflow: 14.1, webgpu: 3 });
  const selected = await selectEngine(checkedAs({ wasm: works(), tensorflow: works(), webgpu: works() }), time);
  expect(selected.engine.name).toBe('webgpu');
  expect(selected.findings.map(({ name, timing }) => [name, timing?.millisecondsPerStep])).toEqual([
    ['wasm', 9.8],
    ['tensorflow', 14.1],
    ['webgpu', 3],
  ]);
});

test('without a rival nothing is timed', async () => {
  const { time, timed } = timesOf({ wasm: 1 });
  const selected = await selectEngine(
    checkedAs({ wasm: works(), tensorflow: off('it is not installed'), cpu: works({ isCandidate: false }) }),
    time,
  );
  expect(timed).toEqual([]);
  expect(selected).toMatchObject({ engine: { name: 'wasm' }, status: { device: 'a device' } });
  expect(selected.findings).toEqual([
    { name: 'wasm', verdict: 'works', timing: null, reason: null },
    { name: 'tensorflow', verdict: 'off', timing: null, reason: 'it is not installed' },
  ]);
});

test('an engine that crashes when it is timed is only out of the race', async () => {
  const { time } = timesOf({ tensorflow: 20 });
  const selected = await selectEngine(checkedAs({ wasm: works(), tensorflow: works() }), time);
  expect(selected.engine.name).toBe('tensorflow');
  expect(selected.findings[0]).toEqual({ name: 'wasm', verdict: 'failed', timing: null, reason: 'wasm crashed' });
});

test('the first is taken of equals, and when none can be timed', async () => {
  const both = checkedAs({ wasm: works(), tensorflow: works() });
  expect((await selectEngine(both, timesOf({ wasm: 5, tensorflow: 5 }).time)).engine.name).toBe('wasm');
  expect((await selectEngine(both, timesOf({}).time)).engine.name).toBe('wasm');
});

test('an emulated GPU is never taken, however fast', async () => {
  const { time, timed } = timesOf({ wasm: 10, webgpu: 0.1, tensorflow: 11 });
  const checked = checkedAs({ webgpu: works({ isCandidate: false }), wasm: works(), tensorflow: works() });
  expect((await selectEngine(checked, time)).engine.name).toBe('wasm');
  expect(timed).toEqual(['wasm', 'tensorflow']);
});

test('many workers beat a device that only one worker can use, when together they are faster', async () => {
  const checked = checkedAs({ wasm: works(), webgpu: works() });
  const gpu: EngineTiming = { millisecondsPerStep: 4, workers: 1 };
  const select = async (workers: number) =>
    (await selectEngine(checked, timesOf({ wasm: { millisecondsPerStep: 10, workers }, webgpu: gpu }).time)).engine
      .name;
  expect(await select(2)).toBe('webgpu');
  expect(await select(3)).toBe('wasm');
});

test('when nothing works, all reasons are told, with the hint of the first', async () => {
  const checked = checkedAs({ wasm: off('no kernels', 'Run the build.'), tensorflow: off('not installed') });
  const error = selectEngine(checked, timesOf({}).time);
  await expect(error).rejects.toMatchObject({ code: 'no-engine', hint: 'Run the build.' });
  await expect(error).rejects.toThrow(/wasm: no kernels\n {2}tensorflow: not installed/);
});

test('no other candidate has more steps a second', async () => {
  const timings = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 8 })), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(timings, async (list) => {
      const named = list.map(([ms, workers], i) => [`e${i}`, { millisecondsPerStep: ms, workers }] as const);
      const { time } = timesOf(Object.fromEntries(named));
      const checked = checkedAs(Object.fromEntries(named.map(([name]) => [name, works()])));
      const { engine } = await selectEngine(checked, time);
      const speeds = new Map<string, number>(
        named.map(([name, { millisecondsPerStep: ms, workers }]) => [name, workers / ms]),
      );
      expect(speeds.get(engine.name)).toBe(Math.max(...speeds.values()));
    }),
    { seed: 1, numRuns: 100 },
  );
});

test('a check that throws is an engine that does not work', async () => {
  const broken = engineNamed('broken', () => Promise.reject(new Error('the driver is gone')));
  const [first, second] = await checkEngines([broken, engineNamed('fine')]);
  expect(first).toMatchObject({ engine: broken, status: { works: false, reason: 'the driver is gone' } });
  expect(second?.status.works).toBe(true);
});
