import { memory } from '@tensorflow/tfjs-core';

/** Counts the tensors that are alive after `run` and were not before. Negative when it freed tensors of others. */
export async function countLeakedTensors(run: () => unknown): Promise<number> {
  const before = memory().numTensors;
  await run();
  return memory().numTensors - before;
}
