import type { Trial } from '../trial.ts';

/** Tells whether training may continue with another number of epochs. */
export type HorizonComparison =
  | { readonly continues: true }
  | { readonly continues: false; /** In words, without a full stop. */ readonly reason: string };

/**
 * Compares the learning rates of the steps so far under two numbers of epochs, by their values. Schedules that do not
 * depend on the length of the training (constant, reduce-on-plateau) continue, and so do others until their values
 * part.
 */
export function compareHorizons(
  { config, schedule, stepsPerEpoch }: Pick<Trial, 'config' | 'schedule' | 'stepsPerEpoch'>,
  {
    before,
    step: last,
    objectives,
  }: {
    /** Number of epochs with which the checkpoint was trained. */
    readonly before: number;
    /** Number of finished steps. */
    readonly step: number;
    /** The objective after each finished epoch. */
    readonly objectives: readonly number[];
  },
): HorizonComparison {
  const after = config.training.epochs;
  if (before === after) return { continues: true };
  if (!Number.isFinite(before)) return { continues: false, reason: 'its number of epochs is not known' };
  for (let step = 1; step <= last; step++) {
    const finished = Math.floor((step - 1) / stepsPerEpoch);
    const history = { objectives: objectives.slice(0, finished), goal: config.metric.goal };
    const rateWith = (epochs: number): number => config.learning_rate * schedule(step, stepsPerEpoch * epochs, history);
    const [was, now] = [rateWith(before), rateWith(after)];
    if (was === now) continue;
    const [shownWas, shownNow] = distinctTexts(was, now);
    return {
      continues: false,
      reason: `the schedule ${config.schedule.name} used the rate ${shownWas} at step ${step} of ${before} epochs; with ${after} epochs it is ${shownNow}`,
    };
  }
  return { continues: true };
}

/** Rounds two different numbers as far as they stay different, to three digits at most. */
function distinctTexts(a: number, b: number): readonly [string, string] {
  for (let digits = 3; digits < 17; digits++) {
    const texts = [a, b].map((value) => String(Number(value.toPrecision(digits))));
    if (texts[0] !== texts[1]) return [texts[0] ?? '', texts[1] ?? ''];
  }
  return [String(a), String(b)];
}
