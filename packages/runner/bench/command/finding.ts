import { describeBar, verdict, type Bar } from '@sweepdeck/core/testing';

/** A figure and its bar. */
export interface Finding {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly bar: Bar | null;
  /** How it was measured, for the table. */
  readonly from: string;
}

export const findingHeader: readonly string[] = ['figure', 'value', 'bar', '', 'from'];

export function findingRow({ name, value, unit, bar, from }: Finding): readonly string[] {
  const figure = value === null ? '-' : `${value.toFixed(2)}${unit === '' ? '' : ` ${unit}`}`;
  return [name, figure, bar === null ? '-' : describeBar(bar), verdict(value, bar), from];
}
