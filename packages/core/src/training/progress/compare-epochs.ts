import { createNamed } from '../../registry/index.ts';
import { scheduleRegistry, type Schedule } from '../../schedules/index.ts';
import type { TrialConfig } from '../trial-config.ts';
import { compareHorizons, type HorizonComparison } from './compare-horizons.ts';

/**
 * Tells whether a trial can continue the training of another one that differs from it only in its number of epochs,
 * as `compareHorizons` does, but without its data.
 */
export function compareEpochs(
  config: TrialConfig,
  finished: {
    /** Number of epochs with which the other trial was trained. */
    readonly before: number;
    /** Number of its finished epochs, at least 1, and of their steps. */
    readonly epoch: number;
    readonly step: number;
    /** The objective after each of them. */
    readonly objectives: readonly number[];
  },
): HorizonComparison {
  const schedule = createNamed<Schedule>(scheduleRegistry, config.schedule);
  return compareHorizons({ config, schedule, stepsPerEpoch: finished.step / finished.epoch }, finished);
}
