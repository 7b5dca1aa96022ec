import type { Registry } from '../registry/index.ts';
import { constant } from './constant.ts';
import { cosine } from './cosine.ts';
import { exponential } from './exponential.ts';
import { oneCycle } from './one-cycle.ts';
import { polynomial } from './polynomial.ts';
import { reduceOnPlateau } from './reduce-on-plateau.ts';
import type { Schedule } from './schedule.ts';
import { step } from './step.ts';

/** Every learning-rate schedule, by the name that a sweep uses. */
export const scheduleRegistry = {
  constant,
  step,
  exponential,
  polynomial,
  cosine,
  'one-cycle': oneCycle,
  'reduce-on-plateau': reduceOnPlateau,
} as const satisfies Registry<Schedule>;

export type { Schedule, TrainingHistory } from './schedule.ts';
