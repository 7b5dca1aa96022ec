import type { JsonValue } from '../../records/json-value.ts';
import type { AttemptRecord, TrialRecord } from '../../records/records.ts';
import type { TrialStatus } from '../../records/statuses.ts';
import type { StoreReader } from '../../store/store.ts';

/** Something that happened to a trial. */
export interface HistoryEvent {
  /** Kebab-case: `attempt-started`. */
  readonly type: string;
  /** Milliseconds since the Unix epoch; null for what is still going on. */
  readonly at: number | null;
  /** The same as the text, as data. */
  readonly facts: Readonly<Record<string, JsonValue>>;
  /** One or more whole sentences. */
  readonly text: string;
}

/** A trial with everything that its history is made from. */
export interface TrialReading {
  readonly reader: StoreReader;
  readonly trial: TrialRecord;
  /** Oldest first. */
  readonly attempts: readonly AttemptRecord[];
  /** The file of its kept weights; null when none are kept. */
  readonly weights: { readonly bytes: number; readonly keptAt: number } | null;
}

/** Finds the events of one kind, in the order in which they happened. */
export type HistorySource = (reading: TrialReading) => readonly HistoryEvent[];

/** Everything that happened to a trial, in order. */
export interface TrialHistory {
  readonly trialId: number;
  /** The values that tell it apart in its sweep, and its seed and fold. */
  readonly label: string;
  readonly status: TrialStatus;
  readonly events: readonly HistoryEvent[];
}
