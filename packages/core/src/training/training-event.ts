import type { EvaluationMetrics, MetricName } from '../metrics/metric-names.ts';

/** A number that is not finite, by name: NaN and infinity are values to us. */
export type NonFiniteKind = 'nan' | 'infinity' | '-infinity';

/** What `train()` yields, in order: started, then progress and epoch events, then exactly one of finished, diverged, stopped. */
export type TrainingEvent =
  | {
      readonly type: 'started';
      readonly parameterCount: number;
      readonly stepsPerEpoch: number;
      readonly epochs: number;
    }
  /** At most about ten a second. `epoch` counts from 1, `step` from 1 over the whole trial. */
  | { readonly type: 'progress'; readonly epoch: number; readonly step: number; readonly loss: number }
  | {
      readonly type: 'epoch';
      readonly epoch: number;
      readonly step: number;
      readonly metrics: Readonly<Partial<Record<MetricName, number>>>;
    }
  | {
      readonly type: 'finished';
      /** The epoch with the best objective, counted from 1; the test metrics are of its weights. */
      readonly bestEpoch: number;
      /** The objective at that epoch. */
      readonly objective: number;
      readonly test: EvaluationMetrics;
      /** `confusion[truth][prediction]`: counts on the test split. */
      readonly confusion: readonly (readonly number[])[];
    }
  | {
      readonly type: 'diverged';
      readonly epoch: number;
      readonly step: number;
      readonly quantity: 'loss' | 'gradient_norm';
      readonly value: NonFiniteKind;
    }
  /** The caller asked to stop. Nothing of the running epoch is reported. */
  | { readonly type: 'stopped'; readonly epoch: number; readonly step: number };
