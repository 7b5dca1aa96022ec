import type { SweepEvent } from '../events/sweep-event.ts';
import { cellLabel } from '../records/cell-label.ts';
import { repeatPlanOfSweep } from '../records/folds.ts';
import { rankCells, type TrialOutcome } from '../records/rank-cells.ts';
import type { SweepRecord, TrialRecord } from '../records/records.ts';
import { secondsLeft } from '../records/seconds-left.ts';
import { isDone, type TrialStatus } from '../records/statuses.ts';
import { repeatNoun } from '../records/repeat-names.ts';
import { trialLabel } from './trial-label.ts';

export interface RunningTrial {
  readonly label: string;
  /** Counted from 1; 0 before the first step is reported. */
  readonly epoch: number;
  readonly epochs: number;
  /** Finished share of the training, from 0 to 1. */
  readonly fraction: number;
  /** The objective after each epoch. */
  readonly objectives: readonly number[];
  /** Training losses of the reported steps. */
  readonly losses: readonly number[];
}

/** The state of a sweep at one moment, for reporters. */
export interface SweepView {
  readonly sweep: SweepRecord;
  readonly workers: number;
  readonly dashboardUrl: string | null;
  readonly isResumed: boolean;
  /** Final number of trials; null when it is not known yet. */
  readonly total: number | null;
  /** Number of trials so far. */
  readonly placed: number;
  /** Number of trials that have finished, diverged or failed, in earlier runs too. */
  readonly done: number;
  /** Number of trials that had finished before this run began. */
  readonly alreadyDone: number;
  readonly counts: Readonly<Record<'finished' | 'diverged' | 'failed', number>>;
  readonly running: readonly RunningTrial[];
  /** The cell that ranks first, with its mean so far. */
  readonly best: { readonly label: string; readonly value: number; readonly basis: string } | null;
  readonly isDraining: boolean;
  /** Ids of the trials that have printed something in this run, in order. */
  readonly printed: readonly number[];
  readonly elapsedSeconds: number;
  /** Estimated time left; null before there is a basis for an estimate, and while the total is unknown. */
  readonly etaSeconds: number | null;
}

export interface SweepProgress {
  handle(event: SweepEvent): void;
  /** Undefined before the sweep has started. */
  view(): SweepView | undefined;
}

interface Slot {
  readonly trial: TrialRecord;
  readonly label: string;
  epoch: number;
  step: number;
  stepsPerEpoch: number;
  readonly objectives: number[];
  readonly losses: number[];
}

/** The parts of a trial that ranking and labels need. */
type LabelledOutcome = TrialOutcome & Pick<TrialRecord, 'parameters'>;

/**
 * Follows the events of a sweep. The time left is estimated from epochs trained and to train.
 *
 * @param clock reads a monotonic clock, in milliseconds
 */
export function createSweepProgress(clock: () => number): SweepProgress {
  let start: Extract<SweepEvent, { type: 'sweep-started' }> | undefined;
  let startedAt = 0;
  let isDraining = false;
  /** Computed when it is next asked for after a trial has ended. */
  let best: SweepView['best'] | undefined;
  const outcomes = new Map<number, LabelledOutcome>();
  const statuses = new Map<number, TrialStatus>();
  // Kept up to date with each event: a sum over all trials at each event would take the square of their number.
  const tally: Record<TrialStatus, number> = { pending: 0, running: 0, finished: 0, diverged: 0, failed: 0 };
  let pendingEpochs = 0;
  let placedEpochs = 0;
  const slots = new Map<number, Slot>();
  const printed: number[] = [];
  let endedEpochs = 0;
  let alreadyDone = 0;
  let placed = 0;

  const label = (trial: TrialRecord): string => trialLabel(trial, start?.sweep.repeats ?? 1);
  const consider = (trial: TrialRecord): void => {
    const { cell, status, result, parameters } = trial;
    outcomes.set(trial.id, { cell, status, objective: result?.objective ?? null, parameters });
    best = undefined;
  };
  const count = (trial: TrialRecord, status: TrialStatus, by: 1 | -1): void => {
    tally[status] += by;
    if (status === 'pending') pendingEpochs += by * trial.config.training.epochs;
  };
  const setStatus = (trial: TrialRecord, status: TrialStatus): void => {
    const before = statuses.get(trial.id);
    if (before !== undefined) count(trial, before, -1);
    count(trial, status, 1);
    statuses.set(trial.id, status);
  };
  const place = (trial: TrialRecord): void => {
    placed++;
    placedEpochs += trial.config.training.epochs;
    setStatus(trial, trial.status === 'running' ? 'pending' : trial.status);
    consider(trial);
  };
  const end = (trial: TrialRecord, attemptId: number, status: TrialStatus): void => {
    slots.delete(attemptId);
    setStatus(trial, status);
  };
  const findBest = (sweep: SweepRecord): SweepView['best'] => {
    if (best === undefined) best = bestCell(sweep, [...outcomes.values()]);
    return best;
  };

  return {
    handle(event) {
      switch (event.type) {
        case 'sweep-started':
          start = event;
          startedAt = clock();
          for (const trial of event.trials) place(trial);
          alreadyDone = event.trials.filter(({ status }) => isDone(status)).length;
          break;
        case 'trial-placed':
          place(event.trial);
          break;
        case 'trial-started': {
          const { trial } = event;
          setStatus(trial, 'running');
          slots.set(event.attemptId, {
            trial,
            label: label(trial),
            epoch: 0,
            step: 0,
            stepsPerEpoch: 0,
            objectives: [],
            losses: [],
          });
          break;
        }
        case 'trial-event': {
          const slot = slots.get(event.attemptId);
          if (slot === undefined || start === undefined) break;
          if (event.event.type === 'started') slot.stepsPerEpoch = event.event.stepsPerEpoch;
          else {
            slot.epoch = event.event.epoch;
            slot.step = event.event.step;
            if (event.event.type === 'progress') slot.losses.push(event.event.loss);
            else slot.objectives.push(event.event.metrics[start.sweep.objective.name] ?? Number.NaN);
          }
          break;
        }
        case 'trial-ended':
          end(event.trial, event.attemptId, event.status);
          endedEpochs += event.trial.config.training.epochs;
          consider(event.trial);
          break;
        case 'trial-failed':
          end(event.trial, event.attemptId, 'failed');
          endedEpochs += event.trial.config.training.epochs;
          break;
        case 'trial-stopped':
        case 'trial-retried':
          end(event.trial, event.attemptId, 'pending');
          break;
        case 'drain-started':
          isDraining = true;
          break;
        case 'trial-done-elsewhere':
          setStatus(event.trial, event.trial.status);
          consider(event.trial);
          break;
        case 'trial-printed':
          if (!printed.includes(event.trial.id)) printed.push(event.trial.id);
          break;
        case 'trial-given-up':
          setStatus(event.trial, 'failed');
          break;
        case 'trial-runs-alone':
        case 'memory-short':
        case 'sweep-gives-up':
        case 'control-answered':
        case 'store-locked':
        case 'store-free':
        case 'checkpoint-unusable':
        case 'donor-refused':
        case 'checkpoint-not-kept':
        case 'weights-not-kept':
        case 'sweep-ended':
          break;
      }
    },
    view() {
      if (start === undefined) return undefined;
      const { sweep } = start;
      const { finished, diverged, failed } = tally;
      const running = [...slots.values()].map(toRunningTrial);
      const elapsedSeconds = Math.max(0, clock() - startedAt) / 1000;
      const { total } = start;
      const waitingEpochs = total === null ? null : pendingEpochs + epochsToCome({ placed, placedEpochs }, total);
      const runDone = running.reduce((sum, { fraction, epochs }) => sum + fraction * epochs, 0);
      const runLeft = running.reduce((sum, { fraction, epochs }) => sum + (1 - fraction) * epochs, 0);
      const doneEpochs = endedEpochs + runDone;
      return {
        sweep,
        workers: start.workers,
        dashboardUrl: start.dashboardUrl,
        isResumed: start.isResumed,
        total,
        placed,
        done: finished + diverged + failed,
        alreadyDone,
        counts: { finished, diverged, failed },
        running,
        // Ranks all trials, so it waits until somebody asks.
        get best() {
          return findBest(sweep);
        },
        isDraining,
        printed,
        elapsedSeconds,
        etaSeconds:
          waitingEpochs !== null && elapsedSeconds >= 1
            ? secondsLeft({ doneEpochs, leftEpochs: waitingEpochs + runLeft, seconds: elapsedSeconds })
            : null,
      };
    },
  };
}

/** Estimates the epochs of the trials that a search has yet to add: as long as the known ones. */
function epochsToCome(
  { placed, placedEpochs }: { readonly placed: number; readonly placedEpochs: number },
  total: number,
): number {
  return placed === 0 ? 0 : (Math.max(0, total - placed) * placedEpochs) / placed;
}

function bestCell(sweep: SweepRecord, outcomes: readonly LabelledOutcome[]): SweepView['best'] {
  const [first] = rankCells(sweep, outcomes);
  const trial = first?.trials[0];
  if (first === undefined || first.objective === null || trial === undefined) return null;
  const { count, mean } = first.objective;
  const planned = first.trials.length;
  const noun = `${repeatNoun(repeatPlanOfSweep(sweep))}s`;
  const basis = planned === 1 ? '' : count === planned ? `mean of ${count} ${noun}` : `${count} of ${planned} ${noun}`;
  return { label: cellLabel(trial.parameters), value: mean, basis };
}

function toRunningTrial(slot: Slot): RunningTrial {
  const { epochs } = slot.trial.config.training;
  const steps = slot.stepsPerEpoch * epochs;
  return {
    label: slot.label,
    epoch: slot.epoch,
    epochs,
    fraction: steps === 0 ? 0 : Math.min(1, slot.step / steps),
    objectives: slot.objectives,
    losses: slot.losses,
  };
}
