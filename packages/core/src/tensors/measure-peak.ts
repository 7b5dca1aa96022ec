import { engine, memory, profile } from '@tensorflow/tfjs-core';

/**
 * Measures the peak of bytes in tensors during a computation, minus those from before. Disposes the tensors that it
 * creates.
 */
export async function measurePeak(compute: () => void): Promise<number> {
  const before = memory().numBytes;
  const { peakBytes } = await profile(() => {
    try {
      compute();
    } catch (error) {
      // Otherwise profiling would stay on.
      engine().state.profiling = false;
      throw error;
    }
  });
  return Math.max(0, peakBytes - before);
}
