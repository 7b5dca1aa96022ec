import type { JsonValue } from '../../records/json-value.ts';

/** A swept parameter that gets more values. */
export interface AxisChange {
  readonly path: string;
  readonly before: readonly JsonValue[];
  readonly added: readonly JsonValue[];
  /** True when all trials had the same value, so the parameter was not swept. */
  readonly wasFixed: boolean;
}

export interface SettingChange {
  readonly key: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

/** The difference between a sweep and a larger one that has all of its cells. */
export interface SweepExtension {
  /** In the order of the file. */
  readonly axes: readonly AxisChange[];
  /** `repeats`, `training.epochs`, and settings that affect no trial's result. */
  readonly settings: readonly SettingChange[];
  /** Number of trials of both sweeps. */
  readonly trials: { readonly before: number; readonly after: number };
  /** True when all trials get more epochs: the earlier ones then leave the sweep. */
  readonly replacesTrials: boolean;
}
