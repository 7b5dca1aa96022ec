import type { ReliabilityBin } from '../metrics/calibration-bins.ts';
import type { Mistake } from '../metrics/confident-mistakes.ts';
import type { EvaluationMetrics, MetricName } from '../metrics/metric-names.ts';

/** A number that is not finite, by name: NaN and infinity are values to us. */
export type NonFiniteKind = 'nan' | 'infinity' | '-infinity';

/** What `train()` yields, in order: started, then progress and epoch events, then exactly one of finished, diverged, stopped. */
export type TrainingEvent =
  | {
      readonly type: 'started';
      /** Values that training changes by gradient. */
      readonly parameterCount: number;
      /** Of one forward pass of one image. */
      readonly multiplyAdds: number;
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
  /** Only where it was asked for: the parameters that are tested, as a safetensors file of its own memory. */
  | { readonly type: 'weights'; readonly epoch: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly type: 'finished';
      /** The epoch whose weights were tested, counted from 1: that with the best objective, unless the last was wanted. */
      readonly bestEpoch: number;
      /** The objective at that epoch. */
      readonly objective: number;
      readonly test: EvaluationMetrics;
      /** `confusion[truth][prediction]`: counts on the test split. */
      readonly confusion: readonly (readonly number[])[];
      /** Confidence against accuracy on the test split: the 15 bins of the ECE, the least confident first. */
      readonly reliability: readonly ReliabilityBin[];
      /** The wrong predictions on the test split that the model was surest of: at most 25, the surest first. */
      readonly mistakes: readonly Mistake[];
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
