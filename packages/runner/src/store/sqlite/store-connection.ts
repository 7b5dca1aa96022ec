import type { ProcessHome } from '../process-home.ts';
import type { SweepRow } from './rows.ts';

/** What the parts of a write need of the store; everything runs in one transaction of the caller. */
export interface StoreConnection {
  get<Row>(sql: string, ...values: readonly unknown[]): Row | undefined;
  all<Row>(sql: string, ...values: readonly unknown[]): Row[];
  change(sql: string, ...values: readonly unknown[]): { changes: number; id: number };
  isHeld(row: SweepRow): boolean;
  isSweepHeld(sweepId: number): boolean;
  readonly now: number;
  readonly uptimeMs: number;
  /** Of this process. */
  readonly home: ProcessHome;
}
