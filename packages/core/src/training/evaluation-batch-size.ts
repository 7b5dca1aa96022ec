/** Small enough for the first layer's output to stay in the cache, large enough to hide the cost of a call. */
export const evaluationBatchSize = 64;
