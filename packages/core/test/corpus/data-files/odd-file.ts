import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { SweepdeckError } from '../../../src/errors/index.ts';
import { datasetConfigSchema, loadDataset, type Dataset } from '../../../src/datasets/index.ts';

/** A folder of its own for each case. */
export interface Place {
  readonly at: (name: string) => string;
  /** Writes a file, and the folders that it lies in. */
  readonly write: (name: string, content: Uint8Array | string) => Promise<void>;
}

/** Expected facts about accepted data; omitted ones are not compared. */
export interface Accepted {
  /** Number of all images, test images included. */
  readonly count: number;
  /** Test images of the source's own; 0. */
  readonly test?: number;
  readonly classNames: readonly string[];
  /** `[height, width, channels]`. */
  readonly shape: readonly [number, number, number];
  /** The first bytes of the pixels. */
  readonly pixels?: readonly number[];
  readonly labels?: readonly number[];
  /** Codes of notes about files, in their order; none. */
  readonly notes?: readonly string[];
  /** Codes of notes about values, in their order. */
  readonly valueNotes?: readonly string[];
}

export interface Refused {
  readonly code: string;
  readonly message: RegExp;
}

export interface OddFile {
  readonly what: string;
  /** Writes the files; gives the `dataset` of the sweep. */
  readonly write: (place: Place) => object | Promise<object>;
  readonly expected: Accepted | Refused;
  /** Memory limit for the data; the free memory when omitted. */
  readonly memoryBytes?: number;
}

/** Other notes are about values. */
const fileNotes = new Set([
  'images-passed-over',
  'files-passed-over',
  'images-unreadable',
  'image-format-differs',
  'first-frame-only',
  'image-depth-reduced',
  'class-names-alike',
]);

/** One test for each file of a corpus. */
export function testOddFiles(cases: readonly OddFile[]): void {
  test.each(cases.map((each) => [each.what, each] as const))('%s', async (_what, { write, expected, memoryBytes }) => {
    const directory = await mkdtemp(join(tmpdir(), 'sweepdeck-corpus-'));
    try {
      const config = datasetConfigSchema.parse(await write(placeIn(directory)));
      const limit = memoryBytes === undefined ? {} : { memoryBytes };
      const loading = loadDataset(config, { cacheDirectory: join(directory, 'cache'), ...limit });
      expect(await outcomeOf(loading, expected)).toEqual(matching(expected));
    } finally {
      await rm(directory, { recursive: true });
    }
  });
}

interface Refusal {
  readonly code: string;
  readonly message: unknown;
  readonly hint: unknown;
}

function matching(expected: Accepted | Refused): Accepted | Refusal {
  if (!('code' in expected)) return { test: 0, notes: [], ...expected };
  const { code, message } = expected;
  const hint: unknown = expect.stringMatching(/\w/);
  const words: unknown = expect.stringMatching(message);
  return { code, message: words, hint };
}

/** The facts of data that was accepted, or the parts of the refusal. */
async function outcomeOf(loading: Promise<Dataset>, expected: Accepted | Refused): Promise<Accepted | Refusal> {
  try {
    const dataset = await loading;
    return factsOf(dataset, 'code' in expected ? {} : expected);
  } catch (error) {
    if (!(error instanceof SweepdeckError)) throw error;
    return { code: error.code, message: error.message, hint: error.hint };
  }
}

function placeIn(directory: string): Place {
  const at = (name: string): string => join(directory, name);
  return {
    at,
    write: async (name, content) => {
      await mkdir(dirname(at(name)), { recursive: true });
      await writeFile(at(name), content);
    },
  };
}

function factsOf(dataset: Dataset, { pixels, labels, valueNotes, test: ownTest = 0 }: Partial<Accepted>): Accepted {
  const notes = (dataset.notes ?? []).map(({ code }) => code);
  const { length } = dataset.labels;
  const isOwnTest = dataset.splits.test.every((index) => index >= length - ownTest);
  return {
    count: length,
    test: ownTest > 0 && isOwnTest ? dataset.splits.test.length : 0,
    classNames: dataset.classNames,
    shape: [dataset.height, dataset.width, dataset.channels],
    notes: notes.filter((code) => fileNotes.has(code)),
    ...(valueNotes === undefined ? {} : { valueNotes: notes.filter((code) => !fileNotes.has(code)) }),
    ...(pixels === undefined ? {} : { pixels: [...dataset.images.subarray(0, pixels.length)] }),
    ...(labels === undefined ? {} : { labels: [...dataset.labels] }),
  };
}
