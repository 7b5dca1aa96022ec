import { z } from 'zod';
import { parseEnvironment } from '../../records/environment.ts';
import {
  differenceSchema,
  type Comparison,
  type Verification,
  type VerificationOutcome,
  type VerificationRecord,
} from '../../records/verification.ts';
import { fromJsonColumn, toJsonColumn } from './json-column.ts';
import type { StoreConnection } from './store-connection.ts';

interface VerificationRow {
  readonly id: number;
  readonly trial_id: number;
  readonly outcome: VerificationOutcome;
  readonly comparison: Comparison;
  readonly engine: string;
  readonly environment: string;
  readonly first_difference: string | null;
  readonly seconds: number;
  readonly created_at: number;
}

/** Lists a trial's verifications, oldest first. */
export function readVerifications({ all }: Pick<StoreConnection, 'all'>, trialId: number): VerificationRecord[] {
  return all<VerificationRow>('SELECT * FROM verification WHERE trial_id = ? ORDER BY id', trialId).map(toVerification);
}

export function insertVerification(
  { change }: Pick<StoreConnection, 'change'>,
  verification: Verification,
  now: number,
): VerificationRecord {
  const { trialId, outcome, comparison, engine, environment, firstDifference, seconds } = verification;
  const { id } = change(
    `INSERT INTO verification (trial_id, outcome, comparison, engine, environment, first_difference, seconds, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    trialId,
    outcome,
    comparison,
    engine,
    toJsonColumn(environment),
    firstDifference === null ? null : toJsonColumn(firstDifference),
    seconds,
    now,
  );
  return { id, ...verification, createdAt: now };
}

function toVerification(row: VerificationRow): VerificationRecord {
  const place = (column: string) => (): string => `column ${column} of verification ${row.id}`;
  return {
    id: row.id,
    trialId: row.trial_id,
    outcome: row.outcome,
    comparison: row.comparison,
    engine: row.engine,
    environment: parseEnvironment(fromJsonColumn(row.environment, z.unknown(), place('environment'))),
    firstDifference:
      row.first_difference === null
        ? null
        : fromJsonColumn(row.first_difference, differenceSchema, place('first_difference')),
    seconds: row.seconds,
    createdAt: row.created_at,
  };
}
