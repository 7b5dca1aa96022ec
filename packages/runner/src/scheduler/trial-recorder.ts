import type { MetricName } from '@sweepdeck/core/metrics';
import { isBetter } from '@sweepdeck/core/statistics';
import type { TrainingEvent } from '@sweepdeck/core/training';
import type { MetricPoint, Objective, TrialResult } from '../records/records.ts';
import type { ModelSize, TrialArtifacts } from '../records/trial-artifacts.ts';
import type { AttemptOutcome } from '../store/store.ts';

/** Follows the events of one attempt and derives its outcome. */
export interface TrialRecorder {
  handle(event: TrainingEvent): void;
  /**
   * Returns the outcome; undefined while no event has ended the attempt.
   * @param seconds the trial's training time, over all of its attempts
   * @param earlierSeconds the part of it before this attempt
   */
  outcome(seconds: number, earlierSeconds?: number): AttemptOutcome | undefined;
}

/** @param earlier the metrics of epochs that earlier attempts finished */
export function createTrialRecorder(objective: Objective, earlier: readonly MetricPoint[] = []): TrialRecorder {
  let best: { readonly epoch: number; readonly value: number } | undefined;
  const note = (epoch: number, value: number | undefined): void => {
    if (value === undefined || !Number.isFinite(value)) return;
    if (best === undefined || isBetter(objective.goal, value, best.value)) best = { epoch, value };
  };
  for (const { name, epoch, value } of earlier) if (name === objective.name) note(epoch, value);
  let last: TrainingEvent | undefined;
  let model: ModelSize | undefined;
  return {
    handle(event) {
      last = event;
      if (event.type === 'started') model = { parameterCount: event.parameterCount, multiplyAdds: event.multiplyAdds };
      if (event.type === 'epoch') note(event.epoch, event.metrics[objective.name]);
    },
    outcome(seconds, earlierSeconds = 0) {
      switch (last?.type) {
        case 'finished':
          return {
            status: 'finished',
            result: finishedResult(last, seconds),
            earlierSeconds,
            artifacts: finishedArtifacts(last, model),
          };
        case 'diverged': {
          const { epoch, step, quantity, value } = last;
          const divergedAt = { epoch, step, quantity, value };
          const bestEpoch = best?.epoch ?? null;
          return {
            status: 'diverged',
            result: { bestEpoch, objective: Number.NaN, seconds, divergedAt, metrics: {} },
            artifacts: model === undefined ? {} : { model },
            earlierSeconds,
          };
        }
        case 'stopped':
          return { status: 'stopped' };
        default:
          return undefined;
      }
    },
  };
}

type FinishedEvent = Extract<TrainingEvent, { type: 'finished' }>;

function finishedArtifacts(event: FinishedEvent, model: ModelSize | undefined): TrialArtifacts {
  const { confusion, reliability, mistakes } = event;
  return { ...(model === undefined ? {} : { model }), confusion, reliability, mistakes };
}

function finishedResult(event: FinishedEvent, seconds: number): TrialResult {
  const metrics: Partial<Record<MetricName, number>> = Object.fromEntries(
    Object.entries(event.test).map(([name, value]) => [`test.${name}`, value]),
  );
  return { bestEpoch: event.bestEpoch, objective: event.objective, seconds, divergedAt: null, metrics };
}
