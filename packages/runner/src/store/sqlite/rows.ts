import { z } from 'zod';
import { chosenEngineSchema } from '../../records/chosen-engine.ts';
import { jsonValueSchema } from '../../records/json-value.ts';
import type { AttemptRecord, SweepRecord, TrialRecord, TrialResult } from '../../records/records.ts';
import type { FailureKind } from '../../records/failure-kind.ts';
import type { AttemptStatus, SweepStatus, TrialStatus } from '../../records/statuses.ts';
import { parseEnvironment } from '../../records/environment.ts';
import { machineLoadSchema } from '../../records/machine-load.ts';
import {
  storedAxesSchema,
  storedConfigSchema,
  storedDivergenceSchema,
  storedErrorSchema,
  storedMetricsSchema,
  storedParametersSchema,
} from '../../records/stored-shapes.ts';
import type { Hold } from '../liveness.ts';
import { fromFloatColumns, type FloatColumns } from './float-column.ts';
import { fromJsonColumn } from './json-column.ts';

export interface SweepRow {
  readonly id: number;
  readonly name: string;
  readonly spec_hash: string;
  readonly spec: string;
  readonly source: string;
  readonly objective_name: SweepRecord['objective']['name'];
  readonly objective_goal: SweepRecord['objective']['goal'];
  readonly axes: string;
  readonly repeats: number;
  readonly engine: string;
  readonly chosen_engine: string | null;
  readonly status: Exclude<SweepStatus, 'interrupted'>;
  readonly workers: number | null;
  readonly process_id: number | null;
  readonly hold_token: string | null;
  readonly hold_boot: string | null;
  readonly hold_pid_namespace: string | null;
  readonly heartbeat_at: number | null;
  readonly heartbeat_uptime_ms: number | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly revision: number;
  readonly on_pause_since: number | null;
  readonly archived_at: number | null;
}

export const holdColumns =
  'id, status, process_id, hold_token, hold_boot, hold_pid_namespace, heartbeat_at, heartbeat_uptime_ms, revision';

/** The columns of a sweep that say which process runs it. */
export type HoldRow = Pick<
  SweepRow,
  | 'id'
  | 'status'
  | 'process_id'
  | 'hold_token'
  | 'hold_boot'
  | 'hold_pid_namespace'
  | 'heartbeat_at'
  | 'heartbeat_uptime_ms'
  | 'revision'
>;

export function toHold(row: HoldRow): Hold {
  const { hold_boot: boot, hold_pid_namespace: pidNamespace } = row;
  return {
    status: row.status,
    processId: row.process_id,
    home: boot === null || pidNamespace === null ? null : { boot, pidNamespace },
    heartbeatAt: row.heartbeat_at,
    heartbeatUptimeMs: row.heartbeat_uptime_ms,
  };
}

export function toSweepRecord(row: SweepRow, isHeld: boolean): SweepRecord {
  return {
    id: row.id,
    name: row.name,
    specHash: row.spec_hash,
    spec: fromJsonColumn(row.spec, jsonValueSchema, () => `column spec of sweep ${row.id}`),
    source: row.source,
    objective: { name: row.objective_name, goal: row.objective_goal },
    axes: fromJsonColumn(row.axes, storedAxesSchema, () => `column axes of sweep ${row.id}`),
    repeats: row.repeats,
    engine: row.engine,
    chosenEngine:
      row.chosen_engine === null
        ? null
        : fromJsonColumn(row.chosen_engine, chosenEngineSchema, () => `column chosen_engine of sweep ${row.id}`),
    status: toSweepStatus(row.status, isHeld),
    onPauseSince: row.status === 'running' && isHeld ? row.on_pause_since : null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    archivedAt: row.archived_at,
    workers: row.workers,
    revision: toVisibleRevision(row, isHeld),
  };
}

function toSweepStatus(status: SweepRow['status'], isHeld: boolean): SweepStatus {
  return status === 'running' && !isHeld ? 'interrupted' : status;
}

/**
 * Returns the revision that readers see. Nothing is written when a process dies, yet readers see a change: stored
 * revisions are doubled, and the odd number in between stands for the death.
 */
export function toVisibleRevision(row: Pick<SweepRow, 'revision' | 'status'>, isHeld: boolean): number {
  return 2 * row.revision + (row.status === 'running' && !isHeld ? 1 : 0);
}

/** A trial joined with its place in a sweep and with the sweep that runs it now. */
export interface TrialRow {
  readonly id: number;
  readonly sweep_id: number;
  readonly position: number;
  readonly key: string;
  readonly cell: string;
  readonly repeat: number;
  readonly config: string;
  readonly parameters: string;
  readonly engine: string;
  readonly status: TrialStatus;
  readonly best_epoch: number | null;
  readonly objective_value: number | null;
  readonly objective_kind: FloatColumns['kind'] | null;
  readonly seconds: number | null;
  readonly divergence: string | null;
  readonly metrics: string | null;
  readonly error: string | null;
  readonly started_at: number | null;
  readonly finished_at: number | null;
  readonly is_reused: 0 | 1;
  readonly attempts: number;
  readonly running_sweep_id: number | null;
}

/**
 * Converts a row.
 * @param isHeld tells whether a sweep's process still runs it
 */
export function toTrialRecord(row: TrialRow, isHeld: (sweepId: number) => boolean): TrialRecord {
  return {
    id: row.id,
    sweepId: row.sweep_id,
    position: row.position,
    key: row.key,
    cell: row.cell,
    repeat: row.repeat,
    config: fromJsonColumn(row.config, storedConfigSchema, () => `column config of trial ${row.id}`),
    parameters: fromJsonColumn(row.parameters, storedParametersSchema, () => `column parameters of trial ${row.id}`),
    engine: row.engine,
    status: toTrialStatus(row.status, row.running_sweep_id, isHeld),
    result: toTrialResult(row),
    attempts: row.attempts,
    error:
      row.error === null ? null : fromJsonColumn(row.error, storedErrorSchema, () => `column error of trial ${row.id}`),
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    isReused: row.is_reused === 1,
  };
}

/** Returns the status that readers see: a trial whose process is gone is pending. */
export function toTrialStatus(
  status: TrialStatus,
  runningSweepId: number | null,
  isHeld: (sweepId: number) => boolean,
): TrialStatus {
  return status === 'running' && (runningSweepId === null || !isHeld(runningSweepId)) ? 'pending' : status;
}

function toTrialResult(row: TrialRow): TrialResult | null {
  if (row.objective_kind === null) return null;
  return {
    bestEpoch: row.best_epoch,
    objective: fromFloatColumns(row.objective_value, row.objective_kind),
    seconds: row.seconds ?? 0,
    divergedAt:
      row.divergence === null
        ? null
        : fromJsonColumn(row.divergence, storedDivergenceSchema, () => `column divergence of trial ${row.id}`),
    metrics:
      row.metrics === null
        ? {}
        : fromJsonColumn(row.metrics, storedMetricsSchema, () => `column metrics of trial ${row.id}`),
  };
}

export interface AttemptRow {
  readonly id: number;
  readonly trial_id: number;
  readonly sweep_id: number;
  readonly status: AttemptStatus;
  readonly worker: number;
  readonly environment: string;
  readonly error: string | null;
  readonly started_at: number;
  readonly finished_at: number | null;
  readonly seconds: number | null;
  readonly from_epoch: number | null;
  readonly from_step: number | null;
  readonly failure_kind: FailureKind | null;
  readonly last_step: number | null;
  readonly refused_writes: number;
  readonly last_epoch: number | null;
  readonly load: string | null;
  readonly from_trial_id: number | null;
  /** Size of the stored output; absent when it was not selected. */
  readonly bytes?: number | null;
  readonly lines?: number | null;
}

export function toAttemptRecord(row: AttemptRow, isHeld: (sweepId: number) => boolean): AttemptRecord {
  const { bytes = null, lines = null } = row;
  return {
    id: row.id,
    trialId: row.trial_id,
    sweepId: row.sweep_id,
    status: row.status === 'running' && !isHeld(row.sweep_id) ? 'interrupted' : row.status,
    worker: row.worker,
    environment: parseEnvironment(
      fromJsonColumn(row.environment, z.unknown(), () => `column environment of attempt ${row.id}`),
    ),
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    seconds: row.seconds,
    lastEpoch: row.last_epoch,
    load:
      row.load === null ? null : fromJsonColumn(row.load, machineLoadSchema, () => `column load of attempt ${row.id}`),
    from:
      row.from_epoch === null || row.from_step === null
        ? null
        : { epoch: row.from_epoch, step: row.from_step, trialId: row.from_trial_id },
    error:
      row.error === null
        ? null
        : fromJsonColumn(row.error, storedErrorSchema, () => `column error of attempt ${row.id}`),
    failureKind: row.status === 'running' && !isHeld(row.sweep_id) ? 'interrupted' : row.failure_kind,
    lastStep: row.last_step,
    refusedWrites: row.refused_writes,
    printed: bytes === null || lines === null ? null : { bytes, lines },
  };
}
