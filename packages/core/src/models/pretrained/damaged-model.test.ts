import { io } from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../engines/index.ts';
import { SweepdeckError } from '../../errors/index.ts';
import { createStream, type RandomStream } from '../../random/index.ts';
import type { Model } from '../model.ts';
import { pretrained } from './pretrained.ts';
import { hashModelFiles } from './read-model-files.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Container = Json[] | { [key: string]: Json };

let directory: string;
let saved: string;
const at = (name: string): string => join(directory, name);

/** Two branches that are added, and a model within the model. */
async function saveBranches(): Promise<void> {
  const input = layers.input({ shape: [6, 6, 3], name: 'images' });
  const conv = (name: string, filters: number) => layers.layers.conv2d({ name, filters, kernelSize: 3 });
  const left = conv('left', 4).apply(input) as layers.SymbolicTensor;
  const right = conv('right', 4).apply(input) as layers.SymbolicTensor;
  const sum = layers.layers.add({ name: 'sum' }).apply([left, right]) as layers.SymbolicTensor;
  const inner = layers.sequential({
    name: 'inner',
    layers: [layers.layers.conv2d({ name: 'deep', filters: 2, kernelSize: 3, inputShape: [4, 4, 4] })],
  });
  const features = layers.layers.flatten({ name: 'list' }).apply(inner.apply(sum) as layers.SymbolicTensor);
  const head = layers.layers.dense({ name: 'old_head', units: 4 }).apply(features) as layers.SymbolicTensor;
  const model = layers.model({ inputs: input, outputs: head });
  await model.save(
    io.withSaveHandler(({ modelTopology, weightSpecs, weightData }) => {
      const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs ?? [] }];
      saved = JSON.stringify({ modelTopology, weightsManifest });
      writeFileSync(at('weights.bin'), Buffer.from(weightData as ArrayBuffer));
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
    }),
  );
  model.dispose();
}

async function make(text: string = saved): Promise<Model> {
  writeFileSync(at('model.json'), text);
  return makeFrom(directory);
}

async function makeFrom(path: string): Promise<Model> {
  const options = pretrained.options.parse({ path }) as Parameters<typeof pretrained.create>[0];
  return (await pretrained.create(options, undefined))({ height: 8, width: 8, channels: 1, classes: 4 });
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-damaged-'));
  await openEngine('cpu');
  await saveBranches();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Spot {
  readonly container: Container;
  readonly key: string;
}

function spotsIn(value: Json, found: Spot[] = []): Spot[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    found.push({ container: value, key });
    spotsIn(get({ container: value, key }), found);
  }
  return found;
}

const get = ({ container, key }: Spot): Json => (Reflect.get(container, key) as Json | undefined) ?? null;
const set = ({ container, key }: Spot, value: Json): void => void Reflect.set(container, key, value);
const pick = <Item>(items: readonly Item[], random: RandomStream): Item =>
  items[Math.floor(random.nextUniform() * items.length)] as Item;

const damages: Readonly<Record<string, (spot: Spot, all: readonly Spot[], random: RandomStream) => void>> = {
  delete({ container, key }) {
    if (Array.isArray(container)) container.splice(Number(key), 1);
    else Reflect.deleteProperty(container, key);
  },
  rename(spot) {
    const value = get(spot);
    if (typeof value === 'string') set(spot, `${value}x`);
    else if (!Array.isArray(spot.container)) {
      Reflect.deleteProperty(spot.container, spot.key);
      set({ ...spot, key: `${spot.key}x` }, value);
    }
  },
  swap(spot, all, random) {
    const other = pick(all, random);
    const [value, otherValue] = [get(spot), get(other)].map((each) => structuredClone(each)) as [Json, Json];
    set(spot, otherValue);
    set(other, value);
  },
  truncate(spot) {
    const value = get(spot);
    if (typeof value === 'string' || Array.isArray(value)) set(spot, value.slice(0, Math.floor(value.length / 2)));
    else if (typeof value === 'number') set(spot, Math.floor(value / 2));
  },
  retype(spot, _, random) {
    const value = get(spot);
    const others: Json[] = [null, true, -1, 0.5, 1e9, 1e300, '', '\0', [], {}, [value], { value }];
    set(spot, pick(others, random));
  },
};

function damaged(seed: number): string {
  const whole = JSON.parse(saved) as Json;
  const random = createStream(seed, 'damage', 0);
  const all = spotsIn(whole);
  const damage = damages[pick(Object.keys(damages), random)];
  damage?.(pick(all, random), all, random);
  return JSON.stringify(whole);
}

const hundreds = [0, 100, 200, 300, 400, 500];
test.each(hundreds)('each of 100 damaged models from seed %i on is refused by name, or works', async (first) => {
  const ends: Record<string, number> = {};
  for (let seed = first; seed < first + 100; seed++) {
    const end = await make(damaged(seed)).then(
      () => 'works',
      (error: unknown) => (error instanceof SweepdeckError ? error.code : `seed ${seed}: ${String(error)}`),
    );
    ends[end] = (ends[end] ?? 0) + 1;
  }
  expect(
    Object.keys(ends).filter((end) => end !== 'works' && end !== 'model-shape' && !end.startsWith('pretrained-')),
  ).toEqual([]);
  expect(ends['pretrained-invalid']).toBeGreaterThan(20);
});

test('a model.json that is cut off anywhere is refused', async () => {
  for (let length = 0; length < saved.length; length += 97)
    await expect(make(saved.slice(0, length))).rejects.toMatchObject({ code: 'pretrained-invalid' });
});

describe('a layer never gets its input', () => {
  test.each<[string, (text: string) => string, string]>([
    [
      'from no layer',
      (text) => text.replace('["right",0,0,{}]', '["wrong",0,0,{}]'),
      'layer sum takes its input from wrong, which is not a layer',
    ],
    [
      'from a later call',
      (text) => text.replace('["right",0,0,{}]', '["right",1,0,{}]'),
      'output 1 of right, which is never made',
    ],
    ['in a circle', (text) => text.replace('[["images",0,0,{}]]', '[["sum",0,0,{}]]'), 'form a cycle'],
    ['by its name', (text) => text.replaceAll('"right"', '"left"'), 'two layers are named left'],
    [
      'too many weights',
      (text) => text.replace('"units":4', '"units":1000000000'),
      'units: saw 1000000000; the weight files hold',
    ],
    ['images too large', (text) => text.replace('[null,6,6,3]', '[null,60000,60000,3]'), 'saw [null,60000,60000,3]'],
  ])('%s', async (_, damage, says) => {
    const text = damage(saved);
    expect(text).not.toBe(saved);
    await expect(make(text)).rejects.toMatchObject({
      code: 'pretrained-invalid',
      message: expect.stringContaining(says),
    });
  });
});

test('the model itself works', async () => {
  expect((await make()).parameterCount).toBeGreaterThan(0);
});

test.each([Number.NaN, Infinity, -Infinity])('a weight of %d is refused by name', async (value) => {
  const weights = readFileSync(at('weights.bin'));
  try {
    const changed = Buffer.from(weights);
    changed.writeFloatLE(value, 4);
    writeFileSync(at('weights.bin'), changed);
    await expect(make()).rejects.toMatchObject({
      code: 'pretrained-invalid',
      message: expect.stringMatching(
        /weight (left|right)\/kernel.*value 1 is (NaN|-?Infinity); expected finite numbers/,
      ),
    });
  } finally {
    writeFileSync(at('weights.bin'), weights);
  }
});

describe('what is no file to read', () => {
  beforeAll(() => {
    execFileSync('mkfifo', [at('pipe')]);
    symlinkSync(at('circle'), at('circle'));
    mkdirSync(at('folder/model.json'), { recursive: true });
  });
  test.each([
    ['a pipe', () => at('pipe'), /it is a named pipe, expected a file/],
    ['a device', () => '/dev/zero', /it is a device, expected a file/],
    ['a folder in the place of the file', () => at('folder'), /it is a directory, expected a file/],
    ['a circle of links', () => at('circle'), /its links form a circle/],
    ['a name that is too long', () => at('x'.repeat(5000)), /the name is longer than the file system allows/],
    ['a name with a NUL', () => at('a\0b'), /the path contains a zero byte/],
  ])('%s is refused', async (_, path, says) => {
    const refusal = { code: 'pretrained-unreadable', message: expect.stringMatching(says) };
    await expect(makeFrom(path())).rejects.toMatchObject(refusal);
    expect(() => hashModelFiles(path())).toThrow(expect.objectContaining(refusal));
  });

  test('weights in a pipe are refused', async () => {
    const text = saved.replace('"weights.bin"', '"pipe"');
    await expect(make(text)).rejects.toMatchObject({ code: 'pretrained-unreadable' });
  });
});
