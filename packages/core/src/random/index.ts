export { createStream, streamKey } from './create-stream.ts';
export { drawBeta } from './draw-beta.ts';
export { shuffledIndices } from './shuffled-indices.ts';
export type { RandomStream } from './stream.ts';
