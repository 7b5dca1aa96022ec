import { findEngine, formatBytes, machineMemory, type MachineMemory } from '@sweepdeck/core/engines';
import type { Dataset } from '@sweepdeck/core/datasets';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { describeMemory, type MemoryEstimate } from '@sweepdeck/core/training';
import { countOf } from '@sweepdeck/core/words';
import { cellLabel } from '../records/cell-label.ts';
import type { PlannedTrial } from '../records/records.ts';
import type { PlaceOfModel } from '../spec/document/place-of-model.ts';
import type { SweepEngine } from './choose-engine.ts';

/** A cell and the memory that one of its trials needs. */
export interface MemoryNeed {
  readonly parameters: PlannedTrial['parameters'];
  readonly estimate: MemoryEstimate;
}

export interface CheckMemoryOptions {
  readonly needs: readonly MemoryNeed[];
  readonly engine: Pick<SweepEngine, 'name' | 'memory'>;
  readonly workers: number;
  readonly dataset: Pick<Dataset, 'images' | 'labels'>;
  readonly placeOfModel: PlaceOfModel;
  /** The machine's memory; that of this machine when omitted. */
  readonly machine?: MachineMemory;
}

/** A limit on a number of bytes. */
interface Limit {
  readonly bytes: number;
  /** A trial that needs more surely fails. Infinite when memory is only reserved as it is used. */
  readonly hardBytes: number;
  /** The limit in words: `the engine wasm has at most 4 GiB`. */
  readonly words: string;
  /** Bytes in use whatever trains. */
  readonly fixedBytes: number;
  /** Bytes that each worker uses besides its trial. */
  readonly idleBytes: number;
  readonly isShared: boolean;
}

/** An estimate above this share of a limit deserves a note. */
const tight = 0.9;
/** Code, engine and buffers of an idle worker. A worker process has a Node.js of its own. */
const idleBytes = { thread: 60 * 2 ** 20, process: 200 * 2 ** 20 } as const;

/**
 * Finds trials that cannot fit into memory.
 *
 * @returns a sentence for each limit that may be tight: for one trial on its engine, and for all workers together
 *
 * @throws SweepdeckError `trial-too-large` for the first trial that surely does not fit, with its cell and its place
 * in the file
 */
export function checkMemory({
  needs,
  engine: { name, memory },
  workers,
  dataset,
  placeOfModel,
  machine = machineMemory(),
}: CheckMemoryOptions): string[] {
  if (memory === undefined) return [];
  const { isolation } = findEngine(name);
  const limits: Limit[] = [];
  const none = { fixedBytes: 0, idleBytes: 0 };
  const { mostBytes, deviceBytes, mostTensorBytes } = memory;
  if (mostBytes !== undefined) {
    const words = `the engine ${name} has at most ${formatBytes(mostBytes)}`;
    limits.push({ ...none, bytes: mostBytes, hardBytes: mostBytes, words, isShared: false });
  }
  if (deviceBytes !== undefined) {
    const words = `the GPU has ${formatBytes(deviceBytes)}`;
    limits.push({ ...none, bytes: deviceBytes, hardBytes: deviceBytes, words, isShared: true });
  }
  if (memory.of === 'machine') {
    const { bytes, isLimited, swapBytes = Infinity } = machine;
    // Each worker process gets a copy of the images; threads share them.
    const data = dataset.images.byteLength + dataset.labels.byteLength;
    limits.push({
      bytes,
      hardBytes: bytes + swapBytes,
      words: `${isLimited ? 'this container' : 'the machine'} has ${formatBytes(bytes)}`,
      fixedBytes: data,
      idleBytes: idleBytes[isolation] + (isolation === 'process' ? data : 0),
      isShared: true,
    });
  }
  for (const need of needs) for (const limit of limits) refuseLarger(need, limit, placeOfModel);
  const [first] = needs.toSorted((a, b) => b.estimate.likely - a.estimate.likely);
  if (first === undefined) return [];
  const notes = limits.map((limit) =>
    limit.isShared ? noteOnWorkers(first, workers, limit, mostBytes) : noteOnTrial(first, limit),
  );
  if (mostTensorBytes !== undefined) notes.push(noteOnTensor(needs, name, mostTensorBytes));
  return notes.filter((note) => note !== undefined);
}

function refuseLarger(
  { parameters, estimate }: MemoryNeed,
  { hardBytes, fixedBytes, words }: Limit,
  placeOfModel: PlaceOfModel,
): void {
  if (estimate.least + fixedBytes <= hardBytes) return;
  const data = fixedBytes > 0 ? `, beside ${formatBytes(fixedBytes)} of images` : '';
  throw new SweepdeckError({
    code: 'trial-too-large',
    message: `${placeOfModel(parameters, [])}  ${labelled(parameters)}training needs at least ${formatBytes(estimate.least)}${data}, and ${words}: ${describeMemory(estimate)}`,
    hint: 'Use a smaller model or training.batch_size, or an optimizer with less state, such as sgd.',
  });
}

function noteOnTrial({ parameters, estimate }: MemoryNeed, { bytes, words }: Limit): string | undefined {
  if (estimate.likely <= tight * bytes) return undefined;
  return `${labelled(parameters)}a trial may need about ${formatBytes(estimate.likely)} (${describeMemory(estimate)}), and ${words}`;
}

function noteOnWorkers(
  { estimate }: MemoryNeed,
  workers: number,
  { bytes, fixedBytes, idleBytes: idle, words }: Limit,
  mostBytes: number = Infinity,
): string | undefined {
  const each = idle + Math.min(estimate.likely, mostBytes);
  const together = fixedBytes + workers * each;
  if (together <= tight * bytes) return undefined;
  const fitting = Math.floor((tight * bytes - fixedBytes) / each);
  const data = fixedBytes > 0 ? `, including ${formatBytes(fixedBytes)} of images` : '';
  const advice = fitting >= 1 ? `; --workers ${fitting} fits` : workers > 1 ? '; even --workers 1 may not fit' : '';
  return `${countOf(workers, 'worker')} may need about ${formatBytes(together)} of memory together${data}, and ${words}${advice}`;
}

function noteOnTensor(needs: readonly MemoryNeed[], engine: string, mostBytes: number): string | undefined {
  const [first] = needs.toSorted((a, b) => b.estimate.largestTensor - a.estimate.largestTensor);
  if (first === undefined || first.estimate.largestTensor <= mostBytes) return undefined;
  const { parameters, estimate } = first;
  return `${labelled(parameters)}the largest tensor of a trial may need ${formatBytes(estimate.largestTensor)}, and the engine ${engine} has at most ${formatBytes(mostBytes)} for one here; a smaller model or training.batch_size fits`;
}

function labelled(parameters: PlannedTrial['parameters']): string {
  return Object.keys(parameters).length === 0 ? '' : `${cellLabel(parameters)}: `;
}
