import type { NonFiniteKind } from '@sweepdeck/core/training';

/** A float in two columns, because SQLite stores NaN as NULL. */
export interface FloatColumns {
  readonly value: number | null;
  readonly kind: 'finite' | NonFiniteKind;
}

export function toFloatColumns(value: number): FloatColumns {
  if (Number.isFinite(value)) return { value, kind: 'finite' };
  if (Number.isNaN(value)) return { value: null, kind: 'nan' };
  return { value: null, kind: value > 0 ? 'infinity' : '-infinity' };
}

export function fromFloatColumns(value: number | null, kind: FloatColumns['kind']): number {
  switch (kind) {
    case 'nan':
      return Number.NaN;
    case 'infinity':
      return Number.POSITIVE_INFINITY;
    case '-infinity':
      return Number.NEGATIVE_INFINITY;
    case 'finite':
      return value ?? Number.NaN;
  }
}
