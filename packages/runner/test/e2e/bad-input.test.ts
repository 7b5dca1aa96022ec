import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/open-store.ts';
import { openSqlite } from '../../src/store/sqlite/sqlite-library.ts';
import { makePlace, type Place } from './run-runner.ts';

const good =
  'name: good\ndataset: { name: glyphs, count: 200 }\nmodel: logistic\nengine: cpu\ntraining: { epochs: 1 }\n';
const idx = 'name: digits\ndataset: { name: idx, path: data }\nmodel: logistic\nengine: cpu\n';

let place: Place;
beforeEach(() => {
  place = makePlace();
});
afterEach(() => place.remove());

/** An IDX file: its magic number, its sizes, then as many bytes as they say. */
function idxFile(magic: number, ...sizes: readonly number[]): Buffer {
  const length = sizes.reduce((product, size) => product * size, 1);
  const file = Buffer.alloc(4 + 4 * sizes.length + length, 1);
  for (const [index, value] of [magic, ...sizes].entries()) file.writeUInt32BE(value, 4 * index);
  // Two classes, both often enough to be split.
  for (let i = 4 + 4 * sizes.length; i < file.length; i += 2) file[i] = 0;
  return file;
}
const images = (count: number): Buffer => idxFile(0x803, count, 2, 2);
const labels = (count: number): Buffer => idxFile(0x801, count);

function writeData(files: Readonly<Record<string, Buffer>>): void {
  mkdirSync(join(place.directory, 'data'));
  for (const [name, content] of Object.entries(files)) place.write(join('data', name), content);
}

interface BadFile {
  readonly what: string;
  /** Undefined: there is no such file. */
  readonly yaml: string | undefined;
  readonly code: string;
  /** Each must be in what is printed. */
  readonly says: readonly string[];
}

const aliasBomb = Array.from({ length: 12 }, (_, i) => {
  const items = i === 0 ? '"lol"' : Array.from({ length: 10 }, () => `*a${i - 1}`).join(', ');
  return `a${i}: &a${i} [${items}]`;
}).join('\n');
const thousand = Array.from({ length: 1000 }, (_, i) => (i + 1) / 1000).join(', ');

const badFiles: readonly BadFile[] = [
  { what: 'a missing file', yaml: undefined, code: 'sweep-file-not-found', says: ['bad.yaml', 'no such file'] },
  { what: 'an empty file', yaml: '', code: 'sweep-file-empty', says: ['bad.yaml', 'empty'] },
  { what: 'tabs', yaml: 'name: x\ntraining:\n\tepochs: 1\n', code: 'yaml-syntax', says: ['bad.yaml:3:1', 'tab'] },
  {
    what: 'an unknown key',
    yaml: `${good}learning_rat: 0.1\n`,
    code: 'sweep-invalid',
    says: ['bad.yaml:6:1', 'learning_rat', 'learning_rate'],
  },
  {
    what: 'an unknown loss',
    yaml: `${good}loss: hing\n`,
    code: 'sweep-invalid',
    says: ['bad.yaml:6:7', 'hing', 'hinge'],
  },
  {
    what: 'an unknown optimizer',
    yaml: `${good}parameters:\n  optimizer: { values: [adam, adm] }\n`,
    code: 'sweep-invalid',
    says: ['bad.yaml:7:31', 'adm', 'adam'],
  },
  {
    what: 'an unknown model',
    yaml: good.replace('logistic', 'logistik'),
    code: 'sweep-invalid',
    says: ['bad.yaml:3:8', 'logistik', 'logistic'],
  },
  {
    what: 'an unknown dataset',
    yaml: good.replace('glyphs', 'glyph'),
    code: 'sweep-invalid',
    says: ['bad.yaml:2:', 'glyph', 'glyphs'],
  },
  {
    what: 'a negative learning rate',
    yaml: `${good}learning_rate: -0.1\n`,
    code: 'sweep-invalid',
    says: ['bad.yaml:6:16', '-0.1', 'above 0'],
  },
  {
    what: 'zero epochs',
    yaml: good.replace('epochs: 1', 'epochs: 0'),
    code: 'sweep-invalid',
    says: ['bad.yaml:5:', 'training.epochs', '0', '1'],
  },
  {
    what: 'empty values',
    yaml: `${good}parameters:\n  loss: { values: [] }\n`,
    code: 'sweep-invalid',
    says: ['bad.yaml:7:', 'parameters.loss.values', 'at least'],
  },
  {
    what: 'a duplicate key',
    yaml: `${good}engine: wasm\n`,
    code: 'yaml-syntax',
    says: ['bad.yaml:6:1', 'engine'],
  },
  { what: 'an alias bomb', yaml: `${good}${aliasBomb}\n`, code: 'yaml-syntax', says: ['bad.yaml', 'alias'] },
  {
    what: 'a grid of 10^9 cells',
    yaml: `${good}repeats: 1000\nparameters:\n  learning_rate: { values: [${thousand}] }\n  training.batch_size: { values: [${Array.from({ length: 1000 }, (_, i) => i + 1).join(', ')}] }\n`,
    code: 'grid-too-large',
    says: ['1000000000'],
  },
  {
    what: 'a dataset folder that is not there',
    yaml: idx.replace('path: data', 'path: nowhere'),
    code: 'dataset-path-not-found',
    says: ['nowhere'],
  },
];

/** Runs both commands that read a sweep file; both must refuse it alike. */
async function expectRefusal(code: string, says: readonly string[], ...options: readonly string[]): Promise<void> {
  const before = readdirSync(place.directory).toSorted();
  for (const command of ['sweep', 'validate']) {
    const { code: exitCode, stdout, stderr } = await place.runHere(command, 'bad.yaml', ...options);
    expect(stderr).toContain(`error[${code}]`);
    for (const words of says) expect(stderr.replaceAll(/(?<=\d)[ ,_](?=\d)/g, '')).toContain(words);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  }
  expect(readdirSync(place.directory).toSorted()).toEqual(before);
}

test.each(badFiles)('$what', async ({ yaml, code, says }) => {
  if (yaml !== undefined) place.write('bad.yaml', yaml);
  await expectRefusal(code, says);
});

test('a process of its own refuses in the same words, with the same exit code', async () => {
  place.write('bad.yaml', good.replace('logistic', 'logistik'));
  for (const command of ['sweep', 'validate']) {
    const here = await place.runHere(command, 'bad.yaml');
    expect(here.stderr).toContain('error[sweep-invalid]');
    expect(await place.run(command, 'bad.yaml')).toEqual(here);
  }
});

const enough = { 'train-images-idx3-ubyte': images(100), 'train-labels-idx1-ubyte': labels(100) };

test.each<{ what: string; files: Record<string, Buffer>; code: string; says: string[] }>([
  {
    what: 'a dataset folder without files',
    files: {},
    code: 'dataset-files-not-found',
    says: ['data', 'train-images-idx3-ubyte'],
  },
  {
    what: 'a truncated gzip',
    files: {
      'train-images-idx3-ubyte.gz': gzipSync(images(100)).subarray(0, 30),
      'train-labels-idx1-ubyte': labels(100),
    },
    code: 'dataset-truncated-gzip',
    says: ['train-images-idx3-ubyte.gz'],
  },
  {
    what: 'a wrong magic number',
    files: { ...enough, 'train-images-idx3-ubyte': idxFile(0x1234, 100, 2, 2) },
    code: 'dataset-wrong-magic',
    says: ['train-images-idx3-ubyte', '0x00001234', '0x00000803'],
  },
  {
    what: 'fewer labels than images',
    files: { ...enough, 'train-labels-idx1-ubyte': labels(99) },
    code: 'dataset-count-mismatch',
    says: ['100', '99'],
  },
])('$what', async ({ files, code, says }) => {
  place.write('bad.yaml', idx);
  writeData(files);
  await expectRefusal(code, says);
});

test('a model that is too deep for the images', async () => {
  place.write('bad.yaml', idx.replace('logistic', 'lenet5'));
  writeData(enough);
  await expectRefusal('model-shape', [
    'bad.yaml:3:8  model lenet5 on images of 2x2x1: layer conv2 saw an input of 1x1x6, smaller than its kernel',
    'use larger images or a smaller depth',
  ]);
});

test('good IDX files are accepted, so that the cases above fail for the reason they name', async () => {
  place.write('good.yaml', idx);
  writeData(enough);
  const { code, stderr } = await place.runHere('validate', 'good.yaml', '--no-estimate');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a store of a newer version is refused and not touched', async () => {
  place.write('bad.yaml', good);
  const directory = join(place.directory, '.sweepdeck');
  openSqliteStore(directory).close();
  const file = join(directory, 'sweepdeck.db');
  const database = openSqlite(file);
  database.pragma('user_version = 9999');
  database.close();
  const before = readFileSync(file);
  await expectRefusal('store-too-new', ['9999']);
  expect(readFileSync(file)).toEqual(before);
});

test('a port in use is refused before anything is made', async () => {
  place.write('bad.yaml', good);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, stderr, stdout } = await place.run('sweep', 'bad.yaml', '--serve', '--port', String(port));
    expect(stderr).toContain('error[port-in-use]');
    expect(stderr).toContain(String(port));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(readdirSync(place.directory)).toEqual(['bad.yaml']);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

test.each([
  ['--workers', '0'],
  ['--workers', '1.5'],
  ['--reporter', 'loud'],
  ['--set', 'training.epoch=2'],
  ['--set', 'training.epochs'],
])('a bad option: %s %s', async (option, value) => {
  place.write('bad.yaml', good);
  const { code, stdout, stderr } = await place.runHere('sweep', 'bad.yaml', option, value);
  expect(stderr).toMatch(/^error\[(usage|sweep-invalid)\]: .*(--workers|--reporter|--set|training\.epoch)/);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(readdirSync(place.directory)).toEqual(['bad.yaml']);
});
