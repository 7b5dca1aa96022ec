import { setImmediate } from 'node:timers/promises';
import { serializeError } from '@sweepdeck/core/errors';
import { runRangeTest } from '@sweepdeck/core/training';
import { engineOfThread } from './engine-of-thread.ts';
import type { RangeMessage, RangeRequest } from './protocol.ts';
import { watchModules } from './watch-modules.ts';
import type { WorkerHost } from './worker-host.ts';

/** Runs a learning-rate range test on this thread and posts each point. Never rejects: the last message says how it ended. */
export async function testRange(
  { config, dataset, engine, options }: RangeRequest,
  host: WorkerHost<RangeMessage>,
): Promise<void> {
  const watch = watchModules<RangeMessage>(config, {
    doing: 'trained',
    host,
    failed: (error) => ({ type: 'failed', error }),
  });
  let last: RangeMessage;
  try {
    const opened = await engineOfThread(engine);
    host.post({ type: 'alive' });
    const steps = runRangeTest(config, dataset, opened.engine, options, { aborted: false });
    let next = await steps.next();
    for (; next.done !== true; next = await steps.next()) {
      host.post({ type: 'point', point: next.value });
      await setImmediate();
    }
    last = { type: 'ended', ending: next.value };
  } catch (error) {
    last = { type: 'failed', error: serializeError(error) };
  }
  await watch.end();
  host.post(last);
}
