import type { ReliabilityBin } from '../metrics/calibration-bins.ts';
import type { Mistake } from '../metrics/confident-mistakes.ts';
import type { EvaluationMetrics, MetricName } from '../metrics/metric-names.ts';

/** The name of a number that is not finite. NaN and infinities are valid results here. */
export type NonFiniteKind = 'nan' | 'infinity' | '-infinity';

/**
 * The events of `train()`, in order: started, then progress, epoch and checkpoint events, then exactly one of finished,
 * diverged, paused and stopped.
 */
export type TrainingEvent =
  | {
      readonly type: 'started';
      /** Number of values that training changes by gradient. */
      readonly parameterCount: number;
      /** Multiply-adds of one forward pass per image. */
      readonly multiplyAdds: number;
      readonly stepsPerEpoch: number;
      readonly epochs: number;
      /** Finished epochs and steps of the checkpoint from which training continues; absent when it starts from scratch. */
      readonly from?: { readonly epoch: number; readonly step: number };
    }
  /** Sent at most about ten times a second. `epoch` counts from 1, `step` from 1 over the whole trial. */
  | { readonly type: 'progress'; readonly epoch: number; readonly step: number; readonly loss: number }
  | {
      readonly type: 'epoch';
      readonly epoch: number;
      readonly step: number;
      readonly metrics: Readonly<Partial<Record<MetricName, number>>>;
    }
  /**
   * Sent only on request: a point from which training can continue, as a safetensors file in memory of its own. `epoch`
   * and `step` count what is finished.
   */
  | {
      readonly type: 'checkpoint';
      readonly epoch: number;
      readonly step: number;
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** True after the last epoch: only training with more epochs can go further. */
      readonly isFinal?: true;
    }
  /** Sent only on request: the tested parameters as a safetensors file in memory of its own. */
  | { readonly type: 'weights'; readonly epoch: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly type: 'finished';
      /**
       * The epoch whose weights were tested, counted from 1: the one with the best objective, unless the last one was
       * requested.
       */
      readonly bestEpoch: number;
      /** The objective at that epoch. */
      readonly objective: number;
      readonly test: EvaluationMetrics;
      /** `confusion[truth][prediction]`: counts on the test split. */
      readonly confusion: readonly (readonly number[])[];
      /** Confidence against accuracy on the test split: the 15 bins of the ECE, the least confident first. */
      readonly reliability: readonly ReliabilityBin[];
      /**
       * The wrong predictions on the test split that the model was most confident of: at most 25, the most confident
       * first.
       */
      readonly mistakes: readonly Mistake[];
    }
  | {
      readonly type: 'diverged';
      readonly epoch: number;
      readonly step: number;
      readonly quantity: 'loss' | 'gradient_norm';
      readonly value: NonFiniteKind;
    }
  /** Training reached `until`. `epoch` and `step` count what is finished; a checkpoint of this point came before. */
  | { readonly type: 'paused'; readonly epoch: number; readonly step: number }
  /** The caller asked to stop. The unfinished epoch is not reported. */
  | { readonly type: 'stopped'; readonly epoch: number; readonly step: number };
