import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { clipText, SweepdeckError } from '../../errors/index.ts';
import { decodeText, FileError, readRegularFileSync } from '../../files/index.ts';
import { checkGraphTopology } from './check-graph-topology.ts';
import { checkLayersTopology } from './check-layers-topology.ts';
import { pretrainedInvalid } from './pretrained-invalid.ts';
import { readUrl, UrlError, type ReadUrlOptions } from './read-url.ts';

/** A saved TensorFlow.js model: the topology and weights from its `model.json` and weight files. */
export interface ModelFiles {
  /** `layers-model`: Keras layers. `graph-model`: a TensorFlow graph. */
  readonly format: 'layers-model' | 'graph-model';
  readonly artifacts: io.ModelArtifacts;
  /** SHA-256 of `model.json` and all weight files, in order. */
  readonly sha256: string;
}

/** A larger file cannot be an image model: even graphs with every operation spelled out take a few MB. */
const mostJsonBytes = 256 * 2 ** 20;
const mostWeightBytes = 2 ** 31;

/** Bytes per value, by TensorFlow.js's types; strings have no fixed size. */
const bytesOf = { float32: 4, int32: 4, bool: 1, complex64: 8, string: undefined } as const;
const quantizedBytes = { uint8: 1, uint16: 2, float16: 2 } as const;

const weightSchema = z.looseObject({
  name: z.string(),
  shape: z.array(z.int().min(0)),
  dtype: z.enum(Object.keys(bytesOf) as [keyof typeof bytesOf]),
  quantization: z
    .looseObject({
      dtype: z.enum(Object.keys(quantizedBytes) as [keyof typeof quantizedBytes]),
      scale: z.number().optional(),
      min: z.number().optional(),
    })
    .optional(),
});
type WeightSpec = z.output<typeof weightSchema>;

const manifestSchema = z.looseObject({
  format: z.string().optional(),
  modelTopology: z.looseObject({}),
  weightsManifest: z.array(
    z.looseObject({
      paths: z.array(z.string()),
      weights: z.array(weightSchema),
    }),
  ),
});

export interface ReadModelOptions {
  /** How long a server may send nothing; default 30 s. */
  readonly stallMs?: number;
}

/**
 * Reads a saved model.
 *
 * @param location path or http(s) URL of `model.json`, or path of its folder
 *
 * @throws SweepdeckError `pretrained-not-found`, `pretrained-unreadable`, `pretrained-invalid`
 */
export async function readModelFiles(
  location: string,
  { stallMs = 30_000 }: ReadModelOptions = {},
): Promise<ModelFiles> {
  const modelJson = locateModelJson(location);
  // The first download that fails aborts the others.
  const stop = new AbortController();
  const common = { stallMs, signal: stop.signal };
  const text = await readPart(modelJson, { ...common, maxBytes: mostJsonBytes });
  const manifest = parseManifest(text, modelJson);
  const groups = manifest.weightsManifest;
  let parts: Uint8Array[];
  try {
    parts = await Promise.all(
      groups.flatMap(({ paths, weights }) =>
        paths.map((name) => readPart(beside(modelJson, name), { ...common, ...limitOf(weights) })),
      ),
    );
  } finally {
    stop.abort();
  }
  const hash = createHash('sha256').update(text);
  for (const part of parts) hash.update(part);
  const weightSpecs = groups.flatMap(({ weights }) => weights);
  const weightData = concatenate(parts);
  refuseWrongSize(weightSpecs, weightData, modelJson);
  const format = 'node' in manifest.modelTopology ? 'graph-model' : 'layers-model';
  if (format === 'graph-model') checkGraphTopology(manifest.modelTopology);
  else checkLayersTopology(manifest.modelTopology, valuesIn(weightSpecs));
  return {
    format,
    // The manifest has been checked as far as the loaders rely on it.
    artifacts: { ...manifest, weightSpecs, weightData } as unknown as io.ModelArtifacts,
    sha256: hash.digest('hex'),
  };
}

/**
 * Returns the SHA-256 of a saved model on disk: of `model.json` and all weight files, in order. Equals the hash in
 * `readModelFiles`.
 *
 * @throws SweepdeckError `pretrained-not-found`, `pretrained-unreadable`, `pretrained-invalid`
 */
export function hashModelFiles(path: string): string {
  const modelJson = isFolder(path) ? join(path, 'model.json') : path;
  const text = readLocal(modelJson, mostJsonBytes);
  const hash = createHash('sha256').update(text);
  for (const name of parseManifest(text, modelJson).weightsManifest.flatMap(({ paths }) => paths))
    hash.update(readLocal(beside(modelJson, name), mostWeightBytes));
  return hash.digest('hex');
}

const isUrl = (location: string): boolean => /^https?:\/\//.test(location);

function locateModelJson(location: string): string {
  return !isUrl(location) && isFolder(location) ? join(location, 'model.json') : location;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Reading the file reports the problem.
    return false;
  }
}

function beside(modelJson: string, name: string): string {
  return isUrl(modelJson) ? new URL(name, modelJson).href : join(dirname(modelJson), name);
}

/** A weight file is at most as large as the weights of its group. */
function limitOf(weights: readonly WeightSpec[]): Pick<ReadUrlOptions, 'maxBytes' | 'limitedBy'> {
  const described = bytesIn(weights);
  return described !== undefined && described < mostWeightBytes
    ? { maxBytes: described, limitedBy: 'the manifest describes' }
    : { maxBytes: mostWeightBytes };
}

async function readPart(location: string, options: ReadUrlOptions): Promise<Uint8Array> {
  if (!isUrl(location))
    return readLocal(location, options.limitedBy === undefined ? options.maxBytes : mostWeightBytes);
  try {
    return await readUrl(location, options);
  } catch (cause) {
    throw unreadable(location, cause);
  }
}

/** Reads regular files only: a pipe or a device may never end. */
function readLocal(path: string, maxBytes: number): Uint8Array {
  try {
    return readRegularFileSync(path, { maxBytes });
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(location: string, cause: unknown): SweepdeckError {
  const place = clipText(location, 300);
  const reason = describe(cause);
  const isMissingFile = cause instanceof FileError && cause.reason === 'missing';
  const isMissing = isMissingFile || (cause instanceof UrlError && cause.isMissing);
  return new SweepdeckError({
    code: isMissing ? 'pretrained-not-found' : 'pretrained-unreadable',
    message: clipText(isMissingFile ? `${place} does not exist` : `${place}: cannot be read: ${reason}`),
    hint:
      cause instanceof UrlError
        ? cause.hint
        : 'model.path must name the model.json of a saved TensorFlow.js model, with its weight files beside it',
    cause,
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function parseManifest(text: Uint8Array, modelJson: string): z.output<typeof manifestSchema> {
  try {
    return manifestSchema.parse(JSON.parse(decodeText(text)));
  } catch (cause) {
    const reason =
      cause instanceof z.ZodError
        ? cause.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
        : describe(cause);
    throw pretrainedInvalid(`${modelJson} is not a saved TensorFlow.js model: ${reason}`, cause);
  }
}

/** Otherwise a truncated weight file would be noticed deep inside the loader, without its name. */
function refuseWrongSize(specs: readonly WeightSpec[], data: ArrayBuffer, modelJson: string): void {
  const names = new Set<string>();
  for (const { name } of specs) {
    if (names.has(name)) throw pretrainedInvalid(`${modelJson}: two weights are named ${name}`);
    names.add(name);
  }
  const expected = bytesIn(specs);
  if (expected === undefined || expected === data.byteLength) return;
  throw pretrainedInvalid(
    `the weight files of ${modelJson} hold ${data.byteLength} bytes; its manifest describes ${expected} bytes`,
  );
}

/** Undefined when there are strings among them, which have no fixed size. */
function bytesIn(specs: readonly WeightSpec[]): number | undefined {
  let bytes = 0;
  for (const { shape, dtype, quantization } of specs) {
    const each = quantization === undefined ? bytesOf[dtype] : quantizedBytes[quantization.dtype];
    if (each === undefined) return undefined;
    bytes += shape.reduce((product, size) => product * size, each);
  }
  return bytes;
}

function valuesIn(specs: readonly WeightSpec[]): number {
  return specs.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
}

function concatenate(parts: readonly Uint8Array[]): ArrayBuffer {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole.buffer;
}
