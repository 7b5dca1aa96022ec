import { setImmediate } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import { engineFailureOf } from '@sweepdeck/core/engines';
import { loadGradients, train, type MemoryEstimate } from '@sweepdeck/core/training';
import { readCheckpoint } from './read-checkpoint.ts';
import type { TaskHandler } from './task-handler.ts';
import { withMemoryNeed } from './with-memory-need.ts';

// Loads the gradients while the main thread still prepares the sweep.
loadGradients();

/** Trains one trial and posts each training event. */
export const trainTrial: TaskHandler<'train'> = {
  doing: 'trained',
  async perform({ config, keepWeights, from, checkpoints }, { dataset, engine, signal, post, beat }) {
    const options = {
      keepWeights,
      ...(from === undefined ? {} : { from: readCheckpoint(from) }),
      ...(checkpoints === undefined ? {} : { checkpoints }),
      onBatch: beat,
      // Only processes report their need: a thread that the system kills for memory takes the whole command with it.
      ...(isMainThread && { onNeed: (need: MemoryEstimate) => post({ type: 'alive', need }) }),
    };
    try {
      for await (const event of train(config, dataset, engine, signal, options)) {
        post({ type: 'event', event });
        // Training blocks this thread's event loop; messages need a turn of it.
        await setImmediate();
      }
    } catch (error) {
      throw await withMemoryNeed(engineFailureOf(error, engine).error, config, dataset);
    }
    return null;
  },
};
