import type { PlannedTrial } from '../../records/records.ts';
import { isDone, type TrialStatus } from '../../records/statuses.ts';
import { withFormerKeys } from './former-keys.ts';
import { toJsonColumn } from './json-column.ts';
import { nextId } from './next-id.ts';
import type { StoreConnection } from './store-connection.ts';

export interface PlaceOptions {
  readonly sweepId: number;
  readonly engine: string;
  /** Whether every trial that is new to the sweep becomes a new row. */
  readonly isFresh: boolean;
}

export interface Placed {
  /** Ids in the given order. */
  readonly ids: readonly number[];
  /** True when the sweep has got a trial, or another row for one. */
  readonly hasChanged: boolean;
  /** Trials that are new to this sweep and that another sweep trains or will train. */
  readonly shared: readonly number[];
}

interface Place {
  readonly position: number;
  readonly trial_id: number;
  readonly is_reused: 0 | 1;
}

interface Candidate {
  readonly id: number;
  readonly generation: number;
  readonly status: TrialStatus;
}

/** Places trials in a sweep: decides which rows it uses and which it adds. Runs in the caller's transaction. */
export function placeTrials(
  connection: StoreConnection,
  trials: readonly PlannedTrial[],
  { sweepId, engine, isFresh }: PlaceOptions,
): Placed {
  const { get, all, change } = connection;
  const last = get<{ position: number | null }>(
    'SELECT max(position) AS position FROM sweep_trial WHERE sweep_id = ?',
    sweepId,
  )?.position;
  let next = (last ?? -1) + 1;
  let hasChanged = false;
  const shared: number[] = [];
  const ids = withFormerKeys(connection, sweepId, trials).map((planned) => {
    const candidates = all<Candidate>(
      'SELECT id, generation, status FROM trial WHERE key = ? ORDER BY generation DESC',
      planned.key,
    );
    const place = findPlace(connection, sweepId, candidates);
    const chosen = chooseTrial(candidates, place?.trial_id, isFresh);
    const id = chosen?.id ?? insertTrial(connection, planned, nextGeneration(candidates), engine);
    const hasResult = chosen !== undefined && isDone(chosen.status);
    const isReused = hasResult && !wasTrainedBy(connection, sweepId, id) ? 1 : 0;
    if (place?.trial_id === id && place.is_reused === isReused) return id;
    hasChanged = true;
    if (place === undefined && chosen !== undefined && !hasResult) shared.push(id);
    change(
      `INSERT INTO sweep_trial (sweep_id, position, trial_id, repeat, parameters, is_reused) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET trial_id = excluded.trial_id, is_reused = excluded.is_reused`,
      sweepId,
      place?.position ?? next++,
      id,
      planned.repeat,
      toJsonColumn(planned.parameters),
      isReused,
    );
    return id;
  });
  return { ids, hasChanged, shared };
}

/** Finds the place in the sweep of one of these rows. */
function findPlace({ get }: StoreConnection, sweepId: number, candidates: readonly Candidate[]): Place | undefined {
  for (const { id } of candidates) {
    const place = get<Place>(
      'SELECT position, trial_id, is_reused FROM sweep_trial WHERE trial_id = ? AND sweep_id = ?',
      id,
      sweepId,
    );
    if (place !== undefined) return place;
  }
  return undefined;
}

/** Returns the row that the sweep uses; undefined if it needs a new one. */
function chooseTrial(
  candidates: readonly Candidate[],
  placed: number | undefined,
  isFresh: boolean,
): Candidate | undefined {
  const own = candidates.find(({ id }) => id === placed);
  if (isFresh || (own !== undefined && isDone(own.status))) return own;
  // Another sweep may also be about to train it: the one that starts it first does, and the other waits for the result.
  return candidates.find(({ status }) => isDone(status)) ?? own ?? candidates[0];
}

function nextGeneration([newest]: readonly Candidate[]): number {
  return newest === undefined ? 0 : newest.generation + 1;
}

function insertTrial(
  { change }: StoreConnection,
  { key, keyWithoutEpochs, cell, config }: PlannedTrial,
  generation: number,
  engine: string,
): number {
  return change(
    `INSERT INTO trial (id, key, key_without_epochs, generation, cell, config, engine, status)
     VALUES (${nextId('trial')}, ?, ?, ?, ?, ?, ?, 'pending')`,
    key,
    keyWithoutEpochs ?? null,
    generation,
    cell,
    toJsonColumn(config),
    engine,
  ).id;
}

function wasTrainedBy({ get }: StoreConnection, sweepId: number, trialId: number): boolean {
  return (
    get(
      `SELECT 1 FROM attempt WHERE trial_id = ? AND sweep_id = ? AND status IN ('finished', 'diverged')`,
      trialId,
      sweepId,
    ) !== undefined
  );
}
