import type { Registry } from '../registry/index.ts';
import { constant } from './constant.ts';
import type { Schedule } from './schedule.ts';

/** Every learning-rate schedule by the name that a sweep uses. */
export const scheduleRegistry = { constant } as const satisfies Registry<Schedule>;

export type { Schedule } from './schedule.ts';
