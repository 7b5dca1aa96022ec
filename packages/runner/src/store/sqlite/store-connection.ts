import type { ProcessHome } from '../process-home.ts';
import type { SweepRow } from './rows.ts';

/** The parts of the store that a write needs. Everything runs in the caller's transaction. */
export interface StoreConnection {
  get<Row>(sql: string, ...values: readonly unknown[]): Row | undefined;
  all<Row>(sql: string, ...values: readonly unknown[]): Row[];
  change(sql: string, ...values: readonly unknown[]): { changes: number; id: number };
  isHeld(row: SweepRow): boolean;
  isSweepHeld(sweepId: number): boolean;
  readonly now: number;
  readonly uptimeMs: number;
  /** Machine, boot and namespace of this process. */
  readonly home: ProcessHome;
}
