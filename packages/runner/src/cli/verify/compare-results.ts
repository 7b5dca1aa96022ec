import type { StoredTensors } from '@sweepdeck/core/checkpoints';
import type { MetricName } from '@sweepdeck/core/metrics';
import type { TrainingEvent } from '@sweepdeck/core/training';
import type { MetricPoint, TrialResult } from '../../records/records.ts';
import type { DoneStatus } from '../../records/statuses.ts';
import type { Comparison, Difference } from '../../records/verification.ts';
import { isReproduced } from './tolerance.ts';

/** The result of a trial as it is stored. */
export interface StoredResult {
  readonly status: DoneStatus;
  readonly objective: MetricName;
  readonly result: TrialResult;
  readonly metrics: readonly MetricPoint[];
  /** The kept weights; undefined when none are kept. */
  readonly weights: StoredTensors | undefined;
}

/** The result of training a trial again. */
export interface NewResult {
  readonly epochs: readonly Extract<TrainingEvent, { type: 'epoch' }>[];
  readonly end: Extract<TrainingEvent, { type: 'finished' | 'diverged' }>;
  readonly weights: StoredTensors | undefined;
}

/** Metrics that say how fast a machine is; they differ between any two runs. */
const machineMetrics: ReadonlySet<string> = new Set<MetricName>(['seconds', 'samples_per_second', 'engine_memory']);

/**
 * Finds the first difference between a stored result and a new one, in the order in which training gives them:
 * metrics by epoch, how it ended, best epoch, objective, test metrics, weights. Null when they are the same. Metrics
 * that the store does not have are not compared.
 *
 * Within a tolerance, two trainings may stop early or diverge at other steps, and weights are not compared.
 */
export function firstDifference(stored: StoredResult, now: NewResult, comparison: Comparison): Difference | null {
  const compare = (epoch: number | null, name: string, before: number, after: number | undefined): Difference[] =>
    after !== undefined && isReproduced(name, before, after, comparison)
      ? []
      : [{ epoch, name, stored: before, now: after ?? null }];
  const exactly = (epoch: number | null, name: string, before: number | string, after: number | string): Difference[] =>
    before === after ? [] : [{ epoch, name, stored: before, now: after }];
  const isExact = comparison === 'bits';
  const differences = function* (): Generator<Difference> {
    const measured = new Map(now.epochs.map(({ epoch, metrics }) => [epoch, metrics]));
    const points = stored.metrics.filter(({ name }) => !machineMetrics.has(name)).toSorted((a, b) => a.epoch - b.epoch);
    for (const { epoch, name, value } of points) {
      const metrics = measured.get(epoch);
      if (metrics !== undefined) yield* compare(epoch, name, value, metrics[name]);
    }
    yield* exactly(null, 'status', stored.status, now.end.type);
    if (isExact) yield* exactly(null, 'number of epochs', lastEpochOf(points), lastEpochOf(now.epochs));
    const { result } = stored;
    if (now.end.type === 'diverged') {
      if (isExact && result.divergedAt !== null) {
        const { epoch, step, quantity, value } = result.divergedAt;
        yield* exactly(epoch, 'step of divergence', step, now.end.step);
        yield* exactly(epoch, `${quantity} of divergence`, value, now.end.value);
      }
      return;
    }
    if (isExact && result.bestEpoch !== null) yield* exactly(null, 'best epoch', result.bestEpoch, now.end.bestEpoch);
    yield* compare(null, stored.objective, result.objective, now.end.objective);
    const test = new Map<string, number>(Object.entries(now.end.test).map(([name, value]) => [`test.${name}`, value]));
    for (const [name, value] of Object.entries(result.metrics)) yield* compare(null, name, value, test.get(name));
    if (isExact) yield* weightDifferences(stored.weights, now.weights);
  };
  const [first = null] = differences();
  return first;
}

function lastEpochOf(items: readonly { readonly epoch: number }[]): number {
  return items.at(-1)?.epoch ?? 0;
}

function* weightDifferences(stored: StoredTensors | undefined, now: StoredTensors | undefined): Generator<Difference> {
  if (stored === undefined || now === undefined) return;
  for (const [name, { values }] of Object.entries(stored)) {
    const after = now[name]?.values;
    for (let index = 0; index < values.length; index++) {
      const [before, value] = [values[index] ?? 0, after?.[index] ?? null];
      if (Object.is(before, value)) continue;
      yield { epoch: null, name: `weight ${index} of ${name}`, stored: before, now: value };
    }
  }
}
