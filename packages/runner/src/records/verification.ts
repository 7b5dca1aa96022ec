import { z } from 'zod';
import type { Environment } from './environment.ts';

/** `differs` is a result too: the same configuration and data did not give the same numbers. */
export const verificationOutcomeSchema = z.enum(['reproduced', 'differs']);

/**
 * How a result was compared: bit for bit on the engine and numerics that trained it, within a tolerance on any other.
 */
export const comparisonSchema = z.enum(['bits', 'tolerance']);

/** A number that may be NaN or infinite; null when that training did not give it. */
const comparedSchema = z
  .custom<number | string>((value) => typeof value === 'number' || typeof value === 'string', 'expected a value')
  .nullable();

/** The first place where the new training gave something else than the stored one. */
export const differenceSchema = z.object({
  epoch: z.int().nullable().describe('Counted from 1; null for a result of the whole trial'),
  name: z.string().describe('A metric, or another part of the result such as `best epoch`'),
  stored: comparedSchema,
  now: comparedSchema,
});

export type VerificationOutcome = z.output<typeof verificationOutcomeSchema>;
export type Comparison = z.output<typeof comparisonSchema>;
export type Difference = z.output<typeof differenceSchema>;

/** A trial that was trained again and compared with its stored result. */
export interface Verification {
  readonly trialId: number;
  readonly outcome: VerificationOutcome;
  readonly comparison: Comparison;
  /** The engine that trained it again. */
  readonly engine: string;
  readonly environment: Environment;
  /** Null when reproduced. */
  readonly firstDifference: Difference | null;
  /** Training time. */
  readonly seconds: number;
}

export interface VerificationRecord extends Verification {
  readonly id: number;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}

/** Describes where the results differ: `validation.nll at epoch 3 is 0.25 now; the stored value is 0.5`. */
export function describeDifference({ epoch, name, stored, now }: Difference): string {
  const where = epoch === null ? name : `${name} at epoch ${epoch}`;
  if (stored === null) return `${where} is ${String(now)} now; the stored result has none`;
  if (now === null) return `${where} is missing now; the stored value is ${String(stored)}`;
  return `${where} is ${String(now)} now; the stored value is ${String(stored)}`;
}

/** Describes how it was compared: `bit for bit on wasm`, `within the tolerance on cpu`. */
export function describeComparison({ comparison, engine }: Pick<Verification, 'comparison' | 'engine'>): string {
  return `${comparison === 'bits' ? 'bit for bit' : 'within the tolerance'} on ${engine}`;
}
