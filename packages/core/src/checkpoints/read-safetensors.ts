import { z } from 'zod';
import { SweepdeckError } from '../errors/index.ts';
import { bytesPerValue, sizeOf, type StoredTensor, type StoredTensors } from './stored-tensor.ts';

export interface Checkpoint {
  readonly tensors: StoredTensors;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The limit of the format's own implementation. */
const maximumHeaderLength = 100_000_000;

const headerSchema = z.record(z.string(), z.unknown());
const metadataSchema = z.record(z.string(), z.string());
const entrySchema = z.object({
  dtype: z.enum(['F32', 'I32', 'U8']),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});

type Entry = z.output<typeof entrySchema>;

/**
 * Reads a safetensors file; the values are copies. Source: https://github.com/huggingface/safetensors, "Format".
 *
 * @param source name of the file in error messages
 *
 * @throws SweepdeckError `checkpoint-truncated` when its end is missing, `checkpoint-invalid` when it is something
 * else: a header that is too long or not JSON, offsets that overlap, leave gaps or lie outside, sizes that do not
 * fit, types other than F32, I32, U8
 */
export function readSafetensors(bytes: Uint8Array, source = 'the checkpoint'): Checkpoint {
  if (bytes.length < 8) throw truncated(source, bytes.length, 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = Number(view.getBigUint64(0, true));
  if (headerLength > maximumHeaderLength)
    throw invalid(source, `its header would be ${headerLength} bytes long; expected at most ${maximumHeaderLength}`);
  const dataStart = 8 + headerLength;
  if (bytes.length < dataStart) throw truncated(source, bytes.length, dataStart);
  const { metadata, entries } = parseHeader(bytes.subarray(8, dataStart), source);
  const dataLength = checkLayout(entries, source);
  if (bytes.length < dataStart + dataLength) throw truncated(source, bytes.length, dataStart + dataLength);
  if (bytes.length > dataStart + dataLength)
    throw invalid(source, `${bytes.length - dataStart - dataLength} bytes follow its last tensor`);
  const tensors = entries.map(([name, entry]): [string, StoredTensor] => {
    const [begin, end] = entry.data_offsets;
    return [name, toTensor(entry, bytes.subarray(dataStart + begin, dataStart + end))];
  });
  return { tensors: Object.fromEntries(tensors), metadata };
}

function parseHeader(
  bytes: Uint8Array,
  source: string,
): { readonly metadata: Readonly<Record<string, string>>; readonly entries: readonly (readonly [string, Entry])[] } {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw invalid(source, 'its header is not JSON', error);
  }
  const header = headerSchema.safeParse(json);
  if (!header.success) throw invalid(source, 'its header is not an object');
  const { __metadata__: texts = {}, ...others } = header.data;
  const metadata = metadataSchema.safeParse(texts);
  if (!metadata.success) throw invalid(source, 'its metadata does not map names to texts');
  const entries = Object.entries(others).map(([name, value]) => {
    const entry = entrySchema.safeParse(value);
    if (entry.success) return [name, entry.data] as const;
    throw invalid(source, `tensor ${name} has no dtype of F32, I32 or U8, shape and data_offsets`);
  });
  return { metadata: metadata.data, entries };
}

/**
 * Checks that tensors follow one another without gaps.
 * @returns their total length in bytes
 */
function checkLayout(entries: readonly (readonly [string, Entry])[], source: string): number {
  const inPlace = entries.toSorted(
    ([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  );
  let place = 0;
  for (const [
    name,
    {
      dtype,
      shape,
      data_offsets: [begin, end],
    },
  ] of inPlace) {
    const length = sizeOf(shape) * bytesPerValue[dtype];
    if (end - begin !== length)
      throw invalid(
        source,
        `tensor ${name} takes bytes ${begin} to ${end}; ${dtype} of shape [${shape.join(', ')}] takes ${length}`,
      );
    if (begin !== place) throw invalid(source, `tensor ${name} begins at byte ${begin}; expected ${place}`);
    place = end;
  }
  return place;
}

/** Copies the values: a view might not begin at a multiple of their size. */
function toTensor({ dtype, shape }: Entry, bytes: Uint8Array): StoredTensor {
  const copy = new Uint8Array(bytes);
  if (dtype === 'F32') return { dtype, shape, values: new Float32Array(copy.buffer) };
  if (dtype === 'I32') return { dtype, shape, values: new Int32Array(copy.buffer) };
  return { dtype, shape, values: copy };
}

function truncated(source: string, seen: number, expected: number): SweepdeckError {
  return new SweepdeckError({
    code: 'checkpoint-truncated',
    message: `${source} ends after ${seen} bytes; expected ${expected} or more`,
    hint: 'Copy the file again from an intact source, or train its trial again.',
  });
}

function invalid(source: string, reason: string, cause?: unknown): SweepdeckError {
  return new SweepdeckError({
    code: 'checkpoint-invalid',
    message: `${source} is not a readable safetensors file: ${reason}`,
    hint: 'Copy the file again from an intact source, or train its trial again.',
    cause,
  });
}
