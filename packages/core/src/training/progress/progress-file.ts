import { tensor, type DataType } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import {
  readSafetensors,
  storeTensors,
  writeSafetensors,
  type StoredTensor,
  type StoredTensors,
} from '../../checkpoints/index.ts';
import { SweepdeckError } from '../../errors/index.ts';
import type { NamedTensors } from '../../tensors/named-tensors.ts';
import type { TrialConfig } from '../trial-config.ts';
import { firstDifference } from './first-difference.ts';
import type { TrainingProgress } from './training-progress.ts';

/** Grows whenever the content of the file gets another meaning. */
const formatVersion = 1;

/** Identifies a training whose progress can continue; nothing else that affects the bits may differ. */
export interface ProgressIdentity {
  readonly config: TrialConfig;
  /** Fingerprint of the dataset before a fold is taken. */
  readonly fingerprint: string;
  /** Name and numerics version of the engine. */
  readonly numerics: string;
}

const count = z.int().min(0);
const metadataSchema = z.object({
  kind: z.literal('training-progress'),
  format: z.string(),
  config: z.string(),
  fingerprint: z.string(),
  numerics: z.string(),
  progress: z.string(),
});
const progressSchema = z.object({
  epoch: count,
  step: count,
  seconds: z.number().min(0),
  /** Names in the order of the training: the order determines how numbers are summed. */
  parameters: z.array(z.string()),
  optimizer: z.array(z.string()),
  /** `isCurrent`: the kept weights are the parameters, which are not written twice. */
  kept: z.object({ epoch: count, isCurrent: z.boolean() }).nullable(),
});

/**
 * Writes the progress as one safetensors file: the tensors of the parameters, of the optimizer and of the kept
 * weights; float64 sums as bytes; everything else as metadata. The tensors must be readable at once. The file has no
 * checksum; whoever keeps it compares the hash of the whole.
 */
export function writeProgress(progress: TrainingProgress, identity: ProgressIdentity): Uint8Array<ArrayBuffer> {
  const { state, kept } = progress;
  const parameters = storeTensors(state.parameters);
  const optimizer = storeTensors(state.optimizer);
  const keptTensors = kept && storeTensors(kept.parameters);
  const isCurrent = keptTensors !== undefined && areEqual(keptTensors, parameters);
  const tensors: StoredTensors = {
    ...prefixed('parameters/', parameters),
    ...prefixed('optimizer/', optimizer),
    ...(keptTensors === undefined || isCurrent ? {} : prefixed('kept/', keptTensors)),
    objectives: toBytes(Float64Array.from(progress.objectives)),
    totals: toBytes(progress.totals),
    ...(kept === undefined ? {} : { 'kept-objective': toBytes(Float64Array.of(kept.objective)) }),
  };
  return writeSafetensors(tensors, {
    kind: 'training-progress',
    format: String(formatVersion),
    config: JSON.stringify(identity.config),
    fingerprint: identity.fingerprint,
    numerics: identity.numerics,
    progress: JSON.stringify({
      epoch: progress.epoch,
      step: progress.step,
      seconds: progress.seconds,
      parameters: Object.keys(parameters),
      optimizer: Object.keys(optimizer),
      kept: kept === undefined ? null : { epoch: kept.epoch, isCurrent },
    } satisfies z.input<typeof progressSchema>),
  });
}

/**
 * Reads a file that `writeProgress` wrote. The caller disposes the tensors, which are new.
 *
 * @param identity the training that is to continue; `training.epochs` may differ, which `compareHorizons` judges
 *
 * @param source name of the file in error messages
 *
 * @throws SweepdeckError as `readSafetensors`; `checkpoint-invalid` for a file of another kind, `checkpoint-version`
 * for another format, `checkpoint-mismatch` for another training
 */
export function readProgress(
  bytes: Uint8Array,
  identity: ProgressIdentity,
  source = 'the checkpoint',
): TrainingProgress & { readonly config: TrialConfig } {
  const { tensors, metadata } = readSafetensors(bytes, source);
  const header = metadataSchema.safeParse(metadata);
  if (!header.success) throw invalid(source, 'it is not the progress of a training');
  if (header.data.format !== String(formatVersion)) throw otherVersion(source, header.data.format);
  const parsed = progressSchema.safeParse(jsonOf(header.data.progress));
  if (!parsed.success) throw invalid(source, 'its description of the progress is damaged');
  const difference = differenceOf(header.data, identity);
  if (difference !== undefined) throw mismatch(source, difference);
  const { epoch, step, seconds, kept, ...names } = parsed.data;
  const read = (prefix: string, wanted: readonly string[]): StoredTensors =>
    Object.fromEntries(wanted.map((name) => [name, storedNamed(tensors, `${prefix}${name}`, source)]));
  const parameters = read('parameters/', names.parameters);
  const optimizer = read('optimizer/', names.optimizer);
  const keptTensors = kept !== null && !kept.isCurrent ? read('kept/', names.parameters) : parameters;
  const objectives = [...fromBytes(storedNamed(tensors, 'objectives', source), source)];
  const totals = fromBytes(storedNamed(tensors, 'totals', source), source);
  const keptObjective = kept && fromBytes(storedNamed(tensors, 'kept-objective', source), source)[0];
  if (objectives.length !== epoch) throw invalid(source, `it has ${objectives.length} objectives of ${epoch} epochs`);
  return {
    // The only difference that `differenceOf` lets pass is the number of epochs.
    config: { ...identity.config, training: { ...identity.config.training, epochs: epochsOf(header.data.config) } },
    epoch,
    step,
    seconds,
    objectives,
    totals,
    state: { parameters: toTensors(parameters), optimizer: toTensors(optimizer) },
    kept:
      kept === null
        ? undefined
        : { epoch: kept.epoch, objective: keptObjective ?? Number.NaN, parameters: toTensors(keptTensors) },
  };
}

function differenceOf(
  found: Pick<z.output<typeof metadataSchema>, 'config' | 'fingerprint' | 'numerics'>,
  { config, fingerprint, numerics }: ProgressIdentity,
): string | undefined {
  if (found.fingerprint !== fingerprint) return `data with the fingerprint ${found.fingerprint}; now ${fingerprint}`;
  if (found.numerics !== numerics) return `the engine ${found.numerics}; now ${numerics}`;
  return firstDifference(jsonOf(found.config), JSON.parse(JSON.stringify(config)), ['training.epochs']);
}

const epochsSchema = z.object({ training: z.object({ epochs: z.int().min(1) }) });

function epochsOf(config: string): number {
  const parsed = epochsSchema.safeParse(jsonOf(config));
  return parsed.success ? parsed.data.training.epochs : Number.NaN;
}

function prefixed(prefix: string, tensors: StoredTensors): StoredTensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, stored]) => [`${prefix}${name}`, stored]));
}

/** Compares bits, so that NaN equals itself and 0 differs from -0. */
function areEqual(a: StoredTensors, b: StoredTensors): boolean {
  return Object.entries(a).every(([name, { values }]) => {
    const other = b[name]?.values;
    if (other?.length !== values.length) return false;
    const [left, right] = [bytesOf(values), bytesOf(other)];
    return left.every((byte, place) => byte === right[place]);
  });
}

function bytesOf({ buffer, byteOffset, byteLength }: StoredTensor['values']): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function toBytes(numbers: Float64Array): StoredTensor {
  const view = new DataView(new ArrayBuffer(8 * numbers.length));
  for (const [place, number] of numbers.entries()) view.setFloat64(8 * place, number, true);
  return { dtype: 'U8', shape: [8 * numbers.length], values: new Uint8Array(view.buffer) };
}

function fromBytes({ dtype, values }: StoredTensor, source: string): Float64Array {
  if (dtype !== 'U8' || values.length % 8 !== 0) throw invalid(source, 'its sums are not float64');
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength);
  return Float64Array.from({ length: values.length / 8 }, (_, place) => view.getFloat64(8 * place, true));
}

const typeOf = { F32: 'float32', I32: 'int32', U8: 'bool' } as const satisfies Record<StoredTensor['dtype'], DataType>;

function toTensors(stored: StoredTensors): NamedTensors {
  return Object.fromEntries(
    Object.entries(stored).map(([name, { dtype, shape, values }]) => [
      name,
      // A copy: the engine cpu works on the values that it is given.
      tensor(values.slice(), [...shape], typeOf[dtype]),
    ]),
  );
}

function storedNamed(tensors: StoredTensors, name: string, source: string): StoredTensor {
  const found = tensors[name];
  if (found === undefined) throw invalid(source, `it lacks ${name}`);
  return found;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const startAgain = 'Remove the file; training then starts from an earlier checkpoint or from scratch.';

function invalid(source: string, reason: string): SweepdeckError {
  return new SweepdeckError({
    code: 'checkpoint-invalid',
    message: `${source} cannot be continued: ${reason}`,
    hint: startAgain,
  });
}

function otherVersion(source: string, format: string): SweepdeckError {
  return new SweepdeckError({
    code: 'checkpoint-version',
    message: `${source} has the format ${format}; expected ${formatVersion}`,
    hint: `Continue with the version of Sweepdeck that wrote it. ${startAgain}`,
  });
}

function mismatch(source: string, difference: string): SweepdeckError {
  return new SweepdeckError({
    code: 'checkpoint-mismatch',
    message: `${source} belongs to another training: it has ${difference}`,
    hint: `Continue it with its own configuration, data and engine. ${startAgain}`,
  });
}
