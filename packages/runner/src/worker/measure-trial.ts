import { engineFailureOf } from '@sweepdeck/core/engines';
import { serializeError } from '@sweepdeck/core/errors';
import { measureStep } from '@sweepdeck/core/training';
import { engineOfThread, type EngineOfThread } from './engine-of-thread.ts';
import { isWorn } from './is-worn.ts';
import type { MeasureReply, MeasureRequest } from './protocol.ts';
import { watchModules } from './watch-modules.ts';
import type { WorkerHost } from './worker-host.ts';

/** Times a few steps of a configuration on this thread. Never rejects: the reply is posted. */
export async function measureTrial(
  { config, dataset, engine }: MeasureRequest,
  host: WorkerHost<MeasureReply>,
): Promise<void> {
  const watch = watchModules<MeasureReply>(config, {
    doing: 'was timed',
    host,
    failed: (error) => ({ type: 'failed', error, isWorkerSpent: true }),
  });
  let reply: MeasureReply;
  let opened: EngineOfThread | undefined;
  try {
    opened = await engineOfThread(engine);
    reply = { type: 'measured', times: await measureStep(config, dataset, opened.engine) };
  } catch (error) {
    const failure = opened && engineFailureOf(error, opened.engine);
    reply = {
      type: 'failed',
      error: serializeError(failure?.error ?? error),
      isWorkerSpent: failure?.isBroken ?? false,
    };
  }
  const { hasLeftovers } = await watch.end();
  const isWorkerSpent = reply.isWorkerSpent === true || hasLeftovers || (opened !== undefined && isWorn(opened));
  host.post({ ...reply, isWorkerSpent });
  if (isWorkerSpent) host.end();
}
