import type { DatasetNote } from '@sweepdeck/core/datasets';
import type { SerializedError } from '@sweepdeck/core/errors';
import type { TrainingEvent } from '@sweepdeck/core/training';
import type { DoneStatus, EndStatus } from '../records/statuses.ts';
import type { SweepRecord, TrialRecord, TrialResult, SweepSummary } from '../records/records.ts';

/** Everything that happens in a sweep, in order. Store first, then reporters: an event is stored before it is shown. */
export type SweepEvent =
  | {
      readonly type: 'sweep-started';
      readonly sweep: SweepRecord;
      /** What the sweep has so far: all of a grid. */
      readonly trials: readonly TrialRecord[];
      /** How many trials it has in the end; null where nobody knows. */
      readonly total: number | null;
      readonly workers: number;
      /** What the user should know of the data. */
      readonly notes: readonly DatasetNote[];
      readonly isResumed: boolean;
      /** Of the dashboard, when it is served. */
      readonly dashboardUrl: string | null;
    }
  /** A search has added a trial to the sweep. */
  | { readonly type: 'trial-placed'; readonly trial: TrialRecord }
  | { readonly type: 'trial-started'; readonly trial: TrialRecord; readonly attemptId: number; readonly worker: number }
  | {
      readonly type: 'trial-event';
      readonly trial: TrialRecord;
      readonly attemptId: number;
      readonly event: Extract<TrainingEvent, { type: 'started' | 'progress' | 'epoch' }>;
    }
  | {
      readonly type: 'trial-ended';
      readonly trial: TrialRecord;
      readonly attemptId: number;
      readonly status: DoneStatus;
      readonly result: TrialResult;
    }
  | {
      readonly type: 'trial-failed';
      readonly trial: TrialRecord;
      readonly attemptId: number;
      readonly error: SerializedError;
    }
  /** The trial has printed something, and that is kept with it. Once for each attempt; more may follow. */
  | { readonly type: 'trial-printed'; readonly trial: TrialRecord; readonly attemptId: number }
  /** It failed in an earlier run, and is not tried again. */
  | { readonly type: 'trial-given-up'; readonly trial: TrialRecord; readonly error: SerializedError }
  /** The whole run was killed with it before: the next event starts it, and nothing else runs meanwhile. */
  | { readonly type: 'trial-runs-alone'; readonly trial: TrialRecord; readonly kills: number }
  /** A finished trial's result is stored, but its weights could not be. At most once in a run of a sweep. */
  | {
      readonly type: 'weights-not-kept';
      readonly trial: TrialRecord;
      readonly attemptId: number;
      readonly error: SerializedError;
    }
  | {
      readonly type: 'trial-stopped';
      readonly trial: TrialRecord;
      readonly attemptId: number;
      /** True when its worker was lost, perhaps through no fault of the trial: the next event starts it again, once. */
      readonly isTriedAgain?: boolean;
    }
  /** Another sweep shares the trial and has finished it in the meantime. */
  | { readonly type: 'trial-done-elsewhere'; readonly trial: TrialRecord }
  /** Another program has the store locked: results wait until it is free. */
  | { readonly type: 'store-locked' }
  /** The lock is gone; `seconds` in all. */
  | { readonly type: 'store-free'; readonly seconds: number }
  /** The first Ctrl-C: running trials go on, no new one starts. */
  | { readonly type: 'drain-started'; readonly running: number }
  | {
      readonly type: 'sweep-ended';
      readonly sweep: SweepSummary;
      readonly status: EndStatus;
      readonly seconds: number;
    };

/** A consumer of events: a terminal, a JSON-lines writer, a live page. */
export interface Reporter {
  handle(event: SweepEvent): void;
  /** Restores the terminal; called once, after the last event. */
  close(): void;
}
