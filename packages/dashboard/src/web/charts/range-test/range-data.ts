export interface RangePoint {
  readonly learningRate: number;
  /** NaN and infinity are named in the tooltip and do not affect the scale. */
  readonly loss: number;
  readonly smoothedLoss: number;
}

export interface RangeTestData {
  readonly points: readonly RangePoint[];
  readonly suggestedRate: number | null;
  readonly usableRates: { readonly from: number; readonly to: number } | null;
}
