import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { SweepdeckError } from '../../errors/index.ts';

/** A saved TensorFlow.js model: topology and weights, as its `model.json` and weight files have them. */
export interface ModelFiles {
  /** `layers-model`: Keras layers. `graph-model`: a TensorFlow graph. */
  readonly format: 'layers-model' | 'graph-model';
  readonly artifacts: io.ModelArtifacts;
  /** Of `model.json` and all weight files, in order. */
  readonly sha256: string;
}

const manifestSchema = z.looseObject({
  format: z.string().optional(),
  modelTopology: z.looseObject({}),
  weightsManifest: z.array(
    z.looseObject({
      paths: z.array(z.string()),
      weights: z.array(z.looseObject({ name: z.string(), shape: z.array(z.number()), dtype: z.string() })),
    }),
  ),
});

/**
 * Reads a saved model.
 * @param location path of `model.json` or of the folder that holds it, or its http(s) URL
 * @throws SweepdeckError `pretrained-not-found`, `pretrained-unreadable`, `pretrained-invalid`
 */
export async function readModelFiles(location: string): Promise<ModelFiles> {
  const modelJson = await locateModelJson(location);
  const text = await readPart(modelJson);
  const manifest = parseManifest(text, modelJson);
  const groups = manifest.weightsManifest;
  const parts = await Promise.all(
    groups.flatMap(({ paths }) => paths).map((name) => readPart(beside(modelJson, name))),
  );
  const hash = createHash('sha256').update(text);
  for (const part of parts) hash.update(part);
  const weightSpecs = groups.flatMap(({ weights }) => weights) as unknown as io.WeightsManifestEntry[];
  const weightData = concatenate(parts);
  refuseWrongSize(weightSpecs, weightData, modelJson);
  const format = 'node' in manifest.modelTopology ? 'graph-model' : 'layers-model';
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
  const modelJson = isDirectory(path) ? join(path, 'model.json') : path;
  const read = (file: string): Uint8Array => {
    try {
      // A pipe or a device may never end.
      if (!statSync(file).isFile()) throw new Error('it is not a file');
      return readFileSync(file);
    } catch (cause) {
      throw unreadable(file, cause);
    }
  };
  const text = read(modelJson);
  const hash = createHash('sha256').update(text);
  for (const name of parseManifest(text, modelJson).weightsManifest.flatMap(({ paths }) => paths))
    hash.update(read(beside(modelJson, name)));
  return hash.digest('hex');
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

const isUrl = (location: string): boolean => /^https?:\/\//.test(location);

async function locateModelJson(location: string): Promise<string> {
  if (isUrl(location)) return location;
  const entry = await stat(location).catch(() => undefined);
  return entry?.isDirectory() === true ? join(location, 'model.json') : location;
}

function beside(modelJson: string, name: string): string {
  return isUrl(modelJson) ? new URL(name, modelJson).href : join(dirname(modelJson), name);
}

async function readPart(location: string): Promise<Uint8Array> {
  try {
    if (!isUrl(location)) return await readFile(location);
    const response = await fetch(location);
    if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw unreadable(location, cause);
  }
}

function unreadable(location: string, cause: unknown): SweepdeckError {
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  return new SweepdeckError({
    code: isMissing ? 'pretrained-not-found' : 'pretrained-unreadable',
    message: isMissing ? `${location} does not exist` : `${location}: cannot be read: ${describe(cause)}`,
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
    throw invalid(`${modelJson} is no saved TensorFlow.js model: ${reason}`, cause);
  }
}

const bytesOf: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1, complex64: 8 };

/** A weight file that was cut short would otherwise be found deep inside the loader, without a name. */
function refuseWrongSize(specs: readonly io.WeightsManifestEntry[], data: ArrayBuffer, modelJson: string): void {
  let expected = 0;
  for (const { shape, dtype, quantization } of specs) {
    const bytes = quantization === undefined ? bytesOf[dtype] : { uint8: 1, uint16: 2, float16: 2 }[quantization.dtype];
    // Text weights have no fixed size.
    if (bytes === undefined) return;
    expected += shape.reduce((product, size) => product * size, bytes);
  }
  if (expected === data.byteLength) return;
  throw invalid(
    `the weight files of ${modelJson} hold ${data.byteLength} bytes; its manifest describes ${expected} bytes`,
  );
}

function invalid(message: string, cause?: unknown): SweepdeckError {
  return new SweepdeckError({
    code: 'pretrained-invalid',
    message,
    hint: 'save the model again, or copy all of its files again',
    cause,
  });
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
