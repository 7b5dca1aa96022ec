import { serializeError } from '@sweepdeck/core/errors';
import { LayerShapeError } from '@sweepdeck/core/models';
import { createTrial } from '@sweepdeck/core/training';
import { engineOfThread } from './engine-of-thread.ts';
import type { CheckMessage, CheckRequest } from './protocol.ts';
import { watchModules } from './watch-modules.ts';
import type { WorkerHost } from './worker-host.ts';

/** Makes a configuration's model, loss and optimizer on this thread, without training. Never rejects: the answer is posted. */
export async function checkTrial(
  { config, dataset, engine }: CheckRequest,
  host: WorkerHost<CheckMessage>,
): Promise<void> {
  const watch = watchModules<CheckMessage>(config, {
    doing: 'was tried',
    host,
    failed: (error, isMaybeOfAnother) => ({ type: 'failed', error, isMaybeOfAnother }),
  });
  let answer: CheckMessage;
  try {
    await engineOfThread(engine);
    host.post({ type: 'alive' });
    answer = { type: 'checked', memory: await (await createTrial(config, dataset)).memory() };
  } catch (error) {
    answer = { type: 'failed', error: serializeError(error), ...layerOf(error) };
  }
  await watch.end();
  host.post(answer);
}

function layerOf(error: unknown): Pick<Extract<CheckMessage, { type: 'failed' }>, 'layer'> {
  if (!(error instanceof LayerShapeError)) return {};
  const { path, layer, problem, hint } = error;
  return { layer: { path, layer, problem, hint } };
}
