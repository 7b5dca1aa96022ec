import type { NonFiniteKind } from './training-event.ts';

/** The step and the value at which a trial stopped being finite. */
export interface Divergence {
  /** Counted from 1 over the whole trial. */
  readonly step: number;
  readonly quantity: 'loss' | 'gradient_norm';
  readonly value: NonFiniteKind;
}

/** Returns undefined while both are finite; the loss is checked first. */
export function findDivergence(step: number, loss: number, gradientNorm: number): Divergence | undefined {
  if (!Number.isFinite(loss)) return { step, quantity: 'loss', value: nonFiniteKind(loss) };
  if (!Number.isFinite(gradientNorm)) return { step, quantity: 'gradient_norm', value: nonFiniteKind(gradientNorm) };
  return undefined;
}

function nonFiniteKind(value: number): NonFiniteKind {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'infinity' : '-infinity';
}
