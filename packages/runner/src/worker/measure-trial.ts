import { measureStep } from '@sweepdeck/core/training';
import type { TaskHandler } from './task-handler.ts';

/** Times a few steps of a configuration. */
export const measureTrial: TaskHandler<'measure'> = {
  doing: 'was timed',
  perform: ({ config }, { dataset, engine }) => measureStep(config, dataset, engine),
};
