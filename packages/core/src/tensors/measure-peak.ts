import { engine, memory, profile } from '@tensorflow/tfjs-core';

/** The most bytes that tensors take while something computes, beside what they take before. It disposes what it makes. */
export async function measurePeak(compute: () => void): Promise<number> {
  const before = memory().numBytes;
  const { peakBytes } = await profile(() => {
    try {
      compute();
    } catch (error) {
      // Profiling would go on for good.
      engine().state.profiling = false;
      throw error;
    }
  });
  return Math.max(0, peakBytes - before);
}
