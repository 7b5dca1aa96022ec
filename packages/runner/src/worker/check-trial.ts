import { createTrial } from '@sweepdeck/core/training';
import type { TaskHandler } from './task-handler.ts';

/** Creates a configuration's model, loss and optimizer, without training. */
export const checkTrial: TaskHandler<'check'> = {
  doing: 'was tried',
  perform: async ({ config }, { dataset }) => (await createTrial(config, dataset)).memory(),
};
