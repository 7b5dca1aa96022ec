import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadSweep } from '../../src/spec/load-sweep.ts';
import { specToJson } from '../../src/spec/sweep-spec.ts';
import type { SweepSummary } from '../../src/records/records.ts';
import { openSqliteReader, openSqliteStore } from '../../src/store/open-store.ts';
import { openWithTrials } from '../../src/store/open-with-trials.ts';
import { newSweep } from '../../src/store/testing/sample-sweep.ts';
import { makePlace, type Place } from './run-runner.ts';

const tiny = `
name: tiny
dataset: { name: glyphs, count: 200 }
model: logistic
training: { epochs: 1, batch_size: 16 }
parameters:
  loss: { values: [cross-entropy, mse] }
`;

let place: Place;
afterEach(() => place.remove());

function makeTiny(): Place {
  place = makePlace();
  place.write('tiny.yaml', tiny);
  return place;
}

const storeOf = ({ directory }: Place): string => join(directory, '.sweepdeck');

function readSweeps(from: Place): SweepSummary[] {
  const store = openSqliteReader(storeOf(from));
  try {
    return store.listSweeps();
  } finally {
    store.close();
  }
}

test('auto takes an engine that works, tells why, keeps it, and stays on it', async () => {
  const { run } = makeTiny();
  const command = ['sweep', 'tiny.yaml', '--workers', '1'] as const;
  const first = await run(...command);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(/^Engine auto: /m);
  const [sweep] = readSweeps(place);
  expect(sweep?.chosenEngine).toMatchObject({ isAutomatic: true, device: expect.any(String) });
  const { engine, chosenEngine } = sweep ?? {};
  expect(chosenEngine?.findings).toContainEqual(expect.objectContaining({ name: engine, verdict: 'works' }));

  const shown = await run('show', 'tiny');
  expect(shown.stdout).toContain(`${engine} on ${chosenEngine?.device}, numerics ${chosenEngine?.numericsVersion}`);
  expect(shown.stdout).toMatch(/^auto +\S/m);
  expect(JSON.parse((await run('show', 'tiny', '--json')).stdout)).toMatchObject({ sweep: { engine, chosenEngine } });
  const trial = await run('show', 't1', '--json');
  expect(JSON.parse(trial.stdout)).toMatchObject({
    trial: { engine },
    attempts: [
      { environment: { engine, device: chosenEngine?.device, numerics_version: chosenEngine?.numericsVersion } },
    ],
  });

  // An extension stays on the engine, so that it finds what is trained already.
  const more = await run(...command, '--set', 'repeats=2', '--json');
  expect(JSON.parse(more.stdout)).toMatchObject({ sweep: { engine, chosenEngine } });
  expect(more.stderr).toContain('2 already finished');
  expect((await run(...command)).stdout).toContain('2 already finished');
  expect(readSweeps(place)).toHaveLength(2);
});

test('a sweep whose engine is gone is not continued on another one, but can be started anew', async () => {
  const { directory, run } = makeTiny();
  const { spec, specHash } = loadSweep(join(directory, 'tiny.yaml'), { currentDirectory: directory });
  const store = openSqliteStore(storeOf(place));
  const started = newSweep({ name: spec.name, spec: specToJson(spec), specHash, engine: 'abacus' });
  const { id } = openWithTrials(store, started, { isFresh: false, workers: 1, processId: process.pid });
  store.closeSweep(id, 'paused');
  store.close();
  const before = readSweeps(place);
  const { code, stdout, stderr } = await run('sweep', 'tiny.yaml', '--workers', '1');
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('error[engine-unavailable]: sweep s1 (tiny) was started on its engine');
  expect(stderr).toMatch(/hint: .*--fresh/);
  expect(readSweeps(place)).toEqual(before);
  expect((await run('sweep', 'tiny.yaml', '--workers', '1', '--fresh')).code).toBe(0);
});

test('a named engine that does not work here is an error, and nothing is made', async (context) => {
  const { directory, run } = makeTiny();
  const { engines } = JSON.parse((await run('doctor', '--json')).stdout) as {
    engines: readonly { name: string; works: boolean; reason?: string; hint?: string }[];
  };
  const off = engines.find(({ works }) => !works);
  if (off === undefined) return context.skip('every engine works here');
  const { code, stderr } = await run('sweep', 'tiny.yaml', '--set', `engine=${off.name}`);
  expect(code).toBe(2);
  expect(stderr).toContain(`error[engine-unavailable]: the engine ${off.name} does not work here: ${off.reason}`);
  expect(stderr).toContain(`hint: ${off.hint}`);
  expect(existsSync(join(directory, '.sweepdeck'))).toBe(false);
});
