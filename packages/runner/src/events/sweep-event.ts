import type { DatasetNote } from '@sweepdeck/core/datasets';
import type { SerializedError } from '@sweepdeck/core/errors';
import type { TrainingEvent } from '@sweepdeck/core/training';
import type { ControlRecord } from '../records/control-record.ts';
import type { DoneStatus, EndStatus } from '../records/statuses.ts';
import type { CheckpointPlace, SweepRecord, TrialRecord, TrialResult, SweepSummary } from '../records/records.ts';

/** Everything that can happen in a sweep. An event is stored before reporters see it. */
export type SweepEvent =
  | {
      readonly type: 'sweep-started';
      readonly sweep: SweepRecord;
      /** The trials that the sweep has so far: all of them for a grid. */
      readonly trials: readonly TrialRecord[];
      /** Final number of trials; null when it is not known yet. */
      readonly total: number | null;
      readonly workers: number;
      /** Notes on the data for the user. */
      readonly notes: readonly DatasetNote[];
      readonly isResumed: boolean;
      /** Address of the dashboard while it is served. */
      readonly dashboardUrl: string | null;
    }
  /** A search has added a trial to the sweep. */
  | { readonly type: 'trial-placed'; readonly trial: TrialRecord }
  | {
      readonly type: 'trial-started';
      readonly trial: TrialRecord;
      readonly attemptId: number;
      readonly worker: number;
      /** The checkpoint that it continues from; null when it starts from scratch. */
      readonly from: CheckpointPlace | null;
    }
  /**
   * The trial starts from scratch, although another one with a different number of epochs has finished. `reason` is in
   * words, without a full stop.
   */
  | {
      readonly type: 'donor-refused';
      readonly trial: TrialRecord;
      readonly donorId: number;
      readonly reason: string;
    }
  /** A checkpoint of the trial cannot be used, so it continues from an earlier one or starts from scratch. */
  | { readonly type: 'checkpoint-unusable'; readonly trial: TrialRecord; readonly error: SerializedError }
  /** A checkpoint could not be written. Reported at most once per run. */
  | { readonly type: 'checkpoint-not-kept'; readonly trial: TrialRecord; readonly error: SerializedError }
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
  /** A trial has printed something, which is stored with it. Reported once per attempt; more output may follow. */
  | { readonly type: 'trial-printed'; readonly trial: TrialRecord; readonly attemptId: number }
  /** The trial failed in an earlier run and is not retried. */
  | { readonly type: 'trial-given-up'; readonly trial: TrialRecord; readonly error: SerializedError }
  /** The run was killed while this trial trained before. The next event starts it, and nothing else runs meanwhile. */
  | { readonly type: 'trial-runs-alone'; readonly trial: TrialRecord; readonly kills: number }
  /** A finished trial's result was stored, but its weights could not be. Reported at most once per run. */
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
    }
  /** An attempt failed, and the trial is tried again: after a delay, or when nothing else runs. */
  | {
      readonly type: 'trial-retried';
      readonly trial: TrialRecord;
      readonly attemptId: number;
      readonly error: SerializedError;
      readonly delaySeconds: number;
      readonly isAlone: boolean;
    }
  /** The machine is short of memory: no further trial starts until memory is free or nothing else runs. */
  | { readonly type: 'memory-short'; readonly running: number; readonly availableBytes: number }
  /** The run stops itself because of failures. The reason is a sentence. */
  | { readonly type: 'sweep-gives-up'; readonly reason: string }
  /** A request of another process was answered. */
  | { readonly type: 'control-answered'; readonly control: ControlRecord }
  /** Another sweep shares the trial and has finished it. */
  | { readonly type: 'trial-done-elsewhere'; readonly trial: TrialRecord }
  /** Another program has locked the store: results wait until it is free. */
  | { readonly type: 'store-locked' }
  /** The store is free again after `seconds`. */
  | { readonly type: 'store-free'; readonly seconds: number }
  /** After the first Ctrl-C: running trials continue, and no new one starts. */
  | { readonly type: 'drain-started'; readonly running: number }
  | {
      readonly type: 'sweep-ended';
      readonly sweep: SweepSummary;
      readonly status: EndStatus;
      readonly seconds: number;
    };

/** A consumer of events, such as a terminal, a JSON-lines writer or a live page. */
export interface Reporter {
  handle(event: SweepEvent): void;
  /** Restores the terminal. Called once, after the last event. */
  close(): void;
}
