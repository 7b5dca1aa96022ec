import { totalmem } from 'node:os';
import { findEngine, formatBytes } from '@sweepdeck/core/engines';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { describeMemory, type MemoryEstimate } from '@sweepdeck/core/training';
import { cellLabel } from '../../records/cell-label.ts';
import type { PlannedTrial } from '../../records/records.ts';
import type { PlaceOfModel } from '../../spec/place-of-model.ts';

/** A cell of the sweep and what one of its trials needs. */
export interface MemoryNeed {
  readonly parameters: PlannedTrial['parameters'];
  readonly estimate: MemoryEstimate;
}

export interface CheckMemoryOptions {
  readonly needs: readonly MemoryNeed[];
  readonly engine: string;
  readonly workers: number;
  readonly placeOfModel: PlaceOfModel;
  /** Of the machine, or what this process may have of it. */
  readonly machineBytes?: number;
}

/** Above this part of a limit an estimate is worth a word. */
const tight = 0.9;

/**
 * Looks for trials that cannot fit into memory.
 * @returns what may be tight, a sentence each: of one trial on its engine, of all workers on the machine
 * @throws SweepdeckError `trial-too-large` for the first that surely does not fit its engine, with its cell and place
 */
export function checkMemory({
  needs,
  engine,
  workers,
  placeOfModel,
  machineBytes = memoryOfMachine(),
}: CheckMemoryOptions): string[] {
  const { memory } = findEngine(engine);
  if (memory === undefined) return [];
  const { mostBytes = Infinity } = memory;
  for (const { parameters, estimate } of needs) {
    if (estimate.least <= mostBytes) continue;
    throw new SweepdeckError({
      code: 'trial-too-large',
      message: `${placeOfModel(parameters, [])}  ${labelled(parameters)}training needs at least ${formatBytes(estimate.least)}, and the engine ${engine} has at most ${formatBytes(mostBytes)}: ${describeMemory(estimate)}`,
      hint: 'Use a smaller model or training.batch_size, or an optimizer with less state, such as sgd.',
    });
  }
  const [first] = needs.toSorted((a, b) => b.estimate.likely - a.estimate.likely);
  if (first === undefined) return [];
  const notes: string[] = [];
  const { likely } = first.estimate;
  if (likely > tight * mostBytes) {
    notes.push(
      `${labelled(first.parameters)}a trial may need about ${formatBytes(likely)} (${describeMemory(first.estimate)}), and the engine ${engine} has at most ${formatBytes(mostBytes)}`,
    );
  }
  const together = workers * Math.min(likely, mostBytes);
  if (together > tight * machineBytes) {
    const fitting = Math.max(1, Math.floor((tight * machineBytes) / Math.min(likely, mostBytes)));
    const advice = fitting < workers ? `; --workers ${fitting} needs less` : '';
    notes.push(
      `${workers} ${workers === 1 ? 'worker' : 'workers'} may need about ${formatBytes(together)} of memory together, and the machine has ${formatBytes(machineBytes)}${advice}`,
    );
  }
  return notes;
}

function labelled(parameters: PlannedTrial['parameters']): string {
  return Object.keys(parameters).length === 0 ? '' : `${cellLabel(parameters)}: `;
}

/** A container may have less than its machine. */
function memoryOfMachine(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
