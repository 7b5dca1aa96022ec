import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { clipText, SweepdeckError } from '../../errors/index.ts';
import { checkGraphTopology } from './check-graph-topology.ts';
import { checkLayersTopology } from './check-layers-topology.ts';
import { pretrainedInvalid } from './pretrained-invalid.ts';

/** A saved TensorFlow.js model: topology and weights, as its `model.json` and weight files have them. */
export interface ModelFiles {
  /** `layers-model`: Keras layers. `graph-model`: a TensorFlow graph. */
  readonly format: 'layers-model' | 'graph-model';
  readonly artifacts: io.ModelArtifacts;
  /** Of `model.json` and all weight files, in order. */
  readonly sha256: string;
}

/** Beyond these it is no model for images: graphs with their operations spelled out take a few MB. */
const mostJsonBytes = 256 * 2 ** 20;
const mostWeightBytes = 2 ** 31;

/** As TensorFlow.js has them; text has no fixed size. */
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

/**
 * Reads a saved model.
 * @param location path of `model.json` or of the folder that holds it, or its http(s) URL
 * @throws SweepdeckError `pretrained-not-found`, `pretrained-unreadable`, `pretrained-invalid`
 */
export async function readModelFiles(location: string): Promise<ModelFiles> {
  const modelJson = locateModelJson(location);
  const text = await readPart(modelJson, mostJsonBytes);
  const manifest = parseManifest(text, modelJson);
  const groups = manifest.weightsManifest;
  const parts = await Promise.all(
    groups.flatMap(({ paths }) => paths).map((name) => readPart(beside(modelJson, name), mostWeightBytes)),
  );
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
 * SHA-256 of a saved model on disk: of `model.json` and all weight files, in order. The same as that of `readModelFiles`.
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
    // What is wrong with it is told where it is read.
    return false;
  }
}

function beside(modelJson: string, name: string): string {
  return isUrl(modelJson) ? new URL(name, modelJson).href : join(dirname(modelJson), name);
}

async function readPart(location: string, maxBytes: number): Promise<Uint8Array> {
  if (!isUrl(location)) return readLocal(location, maxBytes);
  try {
    const response = await fetch(location);
    if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`);
    return await bodyOf(response, maxBytes);
  } catch (cause) {
    throw unreadable(location, cause);
  }
}

async function bodyOf(response: Response, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  // A server may say nothing of the size, or something wrong.
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.byteLength;
    if (bytes > maxBytes) throw new Error(`it holds more than ${maxBytes} bytes`);
    parts.push(part);
  }
  return new Uint8Array(concatenate(parts));
}

/** Only what is a file, because a pipe or a device may never end. */
function readLocal(path: string, maxBytes: number): Uint8Array {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) throw new Error('it is no file');
    if (stats.size > maxBytes) throw new Error(`it holds ${stats.size} bytes; expected at most ${maxBytes}`);
    return readFileSync(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(location: string, cause: unknown): SweepdeckError {
  const place = clipText(location, 300);
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  return new SweepdeckError({
    code: isMissing ? 'pretrained-not-found' : 'pretrained-unreadable',
    message: clipText(isMissing ? `${place} does not exist` : `${place}: cannot be read: ${describe(cause)}`),
    hint: 'model.path names the model.json of a saved TensorFlow.js model, with its weight files beside it',
    cause,
  });
}

/** The message with its causes: fetch says only "fetch failed" and hides the reason in the cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${describe(error.cause)}`;
}

function parseManifest(text: Uint8Array, modelJson: string): z.output<typeof manifestSchema> {
  try {
    return manifestSchema.parse(JSON.parse(new TextDecoder().decode(text)));
  } catch (cause) {
    const reason =
      cause instanceof z.ZodError
        ? cause.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
        : describe(cause);
    throw pretrainedInvalid(`${modelJson} is no saved TensorFlow.js model: ${reason}`, cause);
  }
}

/** A weight file that was cut short would otherwise be found deep inside the loader, without a name. */
function refuseWrongSize(specs: readonly WeightSpec[], data: ArrayBuffer, modelJson: string): void {
  let expected = 0;
  const names = new Set<string>();
  for (const { name, shape, dtype, quantization } of specs) {
    if (names.has(name)) throw pretrainedInvalid(`${modelJson}: two weights are named ${name}`);
    names.add(name);
    const bytes = quantization === undefined ? bytesOf[dtype] : quantizedBytes[quantization.dtype];
    if (bytes === undefined) return;
    expected += shape.reduce((product, size) => product * size, bytes);
  }
  if (expected === data.byteLength) return;
  throw pretrainedInvalid(
    `the weight files of ${modelJson} hold ${data.byteLength} bytes; its manifest describes ${expected} bytes`,
  );
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
