import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeCifarFiles } from '@sweepdeck/core/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { npyFile, npzFile } from './numpy-files.ts';
import { pngFile } from './png-file.ts';
import { makePlace, type Finished, type Place } from './run-runner.ts';

let place: Place;
beforeEach(() => {
  place = makePlace();
});
afterEach(() => place.remove());

function write(name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(place.directory, name)), { recursive: true });
  place.write(name, content);
}

/** The sweep stands in a folder of its own, so that a path that starts elsewhere is not found. */
function writeSweep(dataset: string): void {
  write(
    'sweeps/one.yaml',
    `name: one\ndataset: ${dataset}\nmodel: logistic\nengine: cpu\ntraining: { epochs: 1, batch_size: 8 }\n`,
  );
}

/** An image of class 0 is dark, one of class 1 bright; the index makes each another one. */
const pixelsOf = (label: number, index: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => label * 180 + ((i * 7 + index * 3) % 60));
const png = (label: number, index: number, size = 6): Buffer =>
  pngFile(size, size, pixelsOf(label, index, size * size * 3));

const count = 40;
const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
const images = Buffer.concat(Array.from(labels, (label, i) => pixelsOf(label, i, 30)));
const x = npyFile('|u1', [count, 5, 6], images);
const y = npyFile('|u1', [count], labels);
const objects = npyFile('|O', [count], Buffer.alloc(200));

function writeImageFolder(): void {
  for (const [label, name] of ['dark', 'bright'].entries()) {
    for (let i = 0; i < 20; i++) write(`data/photos/${name}/${i}.png`, png(label, i));
  }
}
const imageFolder = '{ name: images, path: ../data/photos }';
const npz = '{ name: npz, path: ../data/set.npz }';
const npy = '{ name: npy, images_path: ../data/x.npy, labels_path: ../data/y.npy }';
const cifar = '{ name: cifar, path: ../data/cifar }';

interface Source {
  readonly what: string;
  readonly dataset: string;
  readonly write: () => void | Promise<void>;
}

const sources: readonly Source[] = [
  { what: 'a folder of images', dataset: imageFolder, write: writeImageFolder },
  {
    what: 'CIFAR-10 files',
    dataset: cifar,
    write: () => writeCifarFiles(join(place.directory, 'data/cifar'), { kind: 'cifar10', count: 100, seed: 1 }),
  },
  {
    what: 'an .npz file',
    dataset: npz,
    write: () => write('data/set.npz', npzFile({ x_train: x, y_train: y })),
  },
  {
    what: '.npy files',
    dataset: npy,
    write: () => {
      write('data/x.npy', x);
      write('data/y.npy', y);
    },
  },
];

const listFiles = (): Set<string> => new Set(readdirSync(place.directory, { recursive: true }).map(String));
const sweep = (...more: readonly string[]): Promise<Finished> => place.run('sweep', 'sweeps/one.yaml', ...more);

test.each(sources)('$what is found beside the sweep file and trains', async ({ dataset, write: writeData }) => {
  await writeData();
  writeSweep(dataset);
  const finished = await sweep('--workers', '1');
  expect(finished).toMatchObject({ code: 0, stderr: '' });
  expect(finished.stdout).toMatch(/Done {2}1 trials?: 1 finished/);
});

test('moved data is the same data', async () => {
  write('data/set.npz', npzFile({ x_train: x, y_train: y }));
  writeSweep(npz);
  expect((await sweep('--workers', '1')).code).toBe(0);
  write('moved/x.npy', x);
  write('moved/y.npy', y);
  const moved = await sweep('--set', 'dataset={ name: npy, images_path: moved/x.npy, labels_path: moved/y.npy }');
  expect(moved.stdout).toContain('1 already finished');
});

interface BadData {
  readonly what: string;
  readonly dataset: string;
  readonly files: () => Readonly<Record<string, Uint8Array | string>>;
  readonly code: string;
  /** Each must be in what is printed. */
  readonly says: readonly string[];
}

const arrays = { x_train: x, y_train: y };
const photos = { 'data/photos/dark/0.png': png(0, 0), 'data/photos/bright/0.png': png(1, 0) };
const badData: readonly BadData[] = [
  {
    what: 'a corrupt PNG',
    dataset: imageFolder,
    files: () => ({ ...photos, 'data/photos/dark/1.png': png(0, 1).subarray(0, 70) }),
    code: 'dataset-corrupt-image',
    says: ['dark/1.png'],
  },
  {
    what: 'images of different sizes',
    dataset: imageFolder,
    files: () => ({ ...photos, 'data/photos/dark/1.png': png(0, 1, 7) }),
    code: 'dataset-mixed-sizes',
    says: ['6 x 6', 'dark/1.png is 7 x 7', 'dataset.height'],
  },
  {
    what: 'a class folder without an image',
    dataset: imageFolder,
    files: () => ({ ...photos, 'data/photos/gray/notes.txt': 'none yet' }),
    code: 'dataset-empty-class',
    says: ['photos/gray', '.png'],
  },
  {
    what: 'an .npz with an array of objects',
    dataset: npz,
    files: () => ({ 'data/set.npz': npzFile({ ...arrays, x_train: objects }) }),
    code: 'dataset-object-array',
    says: ['set.npz: x_train', 'Python objects'],
  },
  {
    what: 'a truncated .npz',
    dataset: npz,
    files: () => ({ 'data/set.npz': npzFile(arrays).subarray(0, 900) }),
    code: 'dataset-truncated',
    says: ['set.npz', 'truncated'],
  },
  { what: 'a missing .npz', dataset: npz, files: () => ({}), code: 'dataset-path-not-found', says: ['data/set.npz'] },
  {
    what: 'a missing .npy',
    dataset: npy,
    files: () => ({ 'data/x.npy': x }),
    code: 'dataset-path-not-found',
    says: ['data/y.npy'],
  },
  {
    what: 'CIFAR files that are not there',
    dataset: cifar,
    files: () => ({ 'data/cifar/readme.html': '' }),
    code: 'dataset-files-not-found',
    says: ['data_batch_1.bin', 'readme.html'],
  },
];

test.each(badData)('$what is refused before anything is made', async ({ dataset, files, code, says }) => {
  for (const [name, content] of Object.entries(files())) write(name, content);
  writeSweep(dataset);
  const before = listFiles();
  for (const command of ['sweep', 'validate']) {
    const { code: exitCode, stdout, stderr } = await place.runHere(command, 'sweeps/one.yaml');
    expect(stderr).toContain(`error[${code}]`);
    for (const words of says) expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  }
  expect(listFiles()).toEqual(before);
});

const floats = Float32Array.from(images, (value) => value / 239);
const bytesOf = (values: Float32Array): Uint8Array => new Uint8Array(values.buffer);

test('the scale of the pixels is told by validate and sweep, and kept with the trial', async () => {
  floats[7] = 1.000_000_1;
  write('data/set.npz', npzFile({ x_train: npyFile('<f4', [count, 5, 6], bytesOf(floats)), y_train: y }));
  writeSweep(npz);
  const message =
    'pixels (float32) go from 0 to 1.00000012 and are read on the scale 0 to 1; values beyond it by rounding are clipped.';
  const notes = [{ code: 'pixel-range', severity: 'info', message }];
  const plan = await place.runHere('validate', 'sweeps/one.yaml', '--no-estimate', '--json');
  expect(JSON.parse(plan.stdout)).toMatchObject({ notes });
  const told = await place.runHere('validate', 'sweeps/one.yaml', '--no-estimate');
  expect(told.stdout).toContain(`\nNote: ${message}\n`);
  const swept = await sweep('--workers', '1');
  expect(swept.stdout).toContain(`Note: ${message}\n`);
  const shown = await place.runHere('show', 't1', '--json');
  expect(JSON.parse(shown.stdout)).toMatchObject({ attempts: [{ environment: { dataset: { notes } } }] });
  expect((await place.runHere('show', 't1')).stdout).toContain(`Note: ${message}\n`);
});

test('training and test images on different scales are refused', async () => {
  const x_train = npyFile('<f4', [count, 5, 6], bytesOf(Float32Array.from(images, (value) => value / 255)));
  write('data/set.npz', npzFile({ x_train, y_train: y, x_test: x, y_test: y }));
  writeSweep(npz);
  const { code, stderr } = await place.runHere('validate', 'sweeps/one.yaml');
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /error\[dataset-ambiguous-range\].*x_train goes from 0 to 0\.93\d*, .*x_test goes from 0 to 239/,
  );
});

test('labels with a gap are refused, or renumbered as the sweep says', async () => {
  write(
    'data/set.npz',
    npzFile({
      x_train: x,
      y_train: npyFile(
        '|u1',
        [count],
        labels.map((label) => label * 2 + 1),
      ),
    }),
  );
  writeSweep(npz);
  const refused = await place.runHere('validate', 'sweeps/one.yaml');
  expect(refused.stderr).toMatch(/error\[dataset-label-gaps\].*saw 1, 3\n/);
  expect(refused.code).toBe(2);
  const renumber = ['--set', 'dataset.label_gaps=renumber'];
  const told = await place.runHere('validate', 'sweeps/one.yaml', '--no-estimate', ...renumber);
  expect(told.stdout).toContain('the 2 labels 1, 3 are renumbered from 0; each class keeps its label as its name.');
});

test('a sweep whose data has changed is another one, and says so', async () => {
  const data = (pixels: Uint8Array): Buffer =>
    npzFile({ x_train: npyFile('|u1', [count, 5, 6], pixels), y_train: y, x_test: x, y_test: y });
  writeSweep(npz);
  write('data/set.npz', data(images));
  expect(await place.run('sweep', 'sweeps/one.yaml')).toMatchObject({ code: 0, stderr: '' });
  expect(await place.run('sweep', 's1')).toMatchObject({ code: 0, stderr: '' });
  write('data/set.npz', data(images.map((value) => value ^ 1)));
  expect(await place.run('sweep', 's1')).toMatchObject({
    code: 0,
    stderr:
      'Note: The content of the data set npz has changed since s1 was started, so this is another sweep. s1 keeps its results.\n',
  });
  const { sweeps } = JSON.parse((await place.runHere('list', '--json')).stdout) as {
    readonly sweeps: readonly object[];
  };
  expect(sweeps).toMatchObject([
    { id: 2, counts: { finished: 1 } },
    { id: 1, counts: { finished: 1 } },
  ]);
});
