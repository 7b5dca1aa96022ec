import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSweep, type LoadedSweep } from '../../spec/load-sweep.ts';
import { specToJson } from '../../spec/sweep-spec.ts';
import { openSqliteStore } from '../../store/open-store.ts';
import { openWithTrials } from '../../store/open-with-trials.ts';
import { newSweep } from '../../store/testing/sample-sweep.ts';
import { loadWantedSweep } from './load-wanted-sweep.ts';

const yaml = `# two rates
name: rates
dataset: { name: images, path: ./images }
model: logistic
loss: { module: ./my-loss.ts }
repeats: 2
parameters:
  learning_rate: { values: [0.1, 0.2] }
`;
const loss = 'export default { create: () => () => 0 };\n';

let directory: string;
let elsewhere: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-wanted-'));
  elsewhere = join(directory, 'elsewhere');
  mkdirSync(elsewhere);
  writeFileSync(join(directory, 'rates.yaml'), yaml);
  writeFileSync(join(directory, 'my-loss.ts'), loss);
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Stores the sweep of the file as it is with the overrides, and removes the file. */
function startAndLoseFile(...overrides: readonly string[]): LoadedSweep {
  const loaded = loadSweep(join(directory, 'rates.yaml'), { overrides, currentDirectory: directory });
  const { spec, specHash, source } = loaded;
  const store = openSqliteStore(join(directory, 'store'));
  const sweep = newSweep({ name: spec.name, spec: specToJson(spec), specHash, source });
  store.closeSweep(openWithTrials(store, sweep, { isFresh: true, workers: 1, processId: process.pid }).id, 'paused');
  store.close();
  return loaded;
}

function load(
  word: string,
  overrides: readonly string[] = [],
): { readonly loaded: LoadedSweep; readonly notes: string } {
  const stderr = new PassThrough();
  const context = { storeDirectory: join(directory, 'store'), stderr: stderr as unknown as NodeJS.WriteStream };
  const loaded = loadWantedSweep({ word, overrides, currentDirectory: elsewhere }, context);
  return { loaded, notes: String(stderr.read() ?? '') };
}

test.each(['s1', 'id:s1', 'rates'])(
  '%s is the stored sweep as it was started, from any folder, without its file',
  (word) => {
    const started = startAndLoseFile('training.epochs=7');
    rmSync(join(directory, 'rates.yaml'));
    const { loaded, notes } = load(word);
    expect(loaded.spec).toEqual(started.spec);
    expect(loaded.specHash).toBe(started.specHash);
    expect(loaded.source).toBe(yaml);
    expect(loaded.spec.config.training.epochs).toBe(7);
    expect(notes).toBe('');
  },
);

test('a file of that name counts first', () => {
  startAndLoseFile();
  writeFileSync(join(elsewhere, 's1'), 'name: mine\ndataset: glyphs\nmodel: logistic\n');
  expect(load('s1').loaded.spec.name).toBe('mine');
});

test('an override of it is another sweep', () => {
  const started = startAndLoseFile();
  const { loaded, notes } = load('s1', ['training.epochs=3']);
  expect(loaded.spec.config.training.epochs).toBe(3);
  expect(loaded.specHash).not.toBe(started.specHash);
  expect(notes).toBe('');
});

test('where a module of it has changed, it says that this is another sweep', () => {
  startAndLoseFile();
  writeFileSync(join(directory, 'my-loss.ts'), `${loss}// changed\nexport const changed = true;\n`);
  expect(load('s1').notes).toBe(
    'Note: files that s1 uses have changed since it was started, so this is a different sweep.\n',
  );
});

test('of an older run it says which newer one continues', () => {
  startAndLoseFile();
  startAndLoseFile();
  expect(load('s1').notes).toBe('Note: this continues s2, the newest run of the same sweep.\n');
  expect(load('s2').notes).toBe('');
});

test('what is neither a file nor a sweep is a missing file', () => {
  startAndLoseFile();
  for (const word of ['s9', 'nothing', 'nothing.yaml'])
    expect(() => load(word)).toThrow(expect.objectContaining({ code: 'sweep-file-not-found' }));
});
