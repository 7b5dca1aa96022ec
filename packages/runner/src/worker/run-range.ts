import { setImmediate } from 'node:timers/promises';
import { runRangeTest } from '@sweepdeck/core/training';
import type { TaskHandler } from './task-handler.ts';

/** Runs a learning-rate range test and posts each point. */
export const runRange: TaskHandler<'range-test'> = {
  doing: 'trained',
  async perform({ config, options }, { dataset, engine, signal, post }) {
    const steps = runRangeTest(config, dataset, engine, options, signal);
    let next = await steps.next();
    for (; next.done !== true; next = await steps.next()) {
      post({ type: 'point', point: next.value });
      await setImmediate();
    }
    return next.value;
  },
};
