export { createStream, streamFrom, streamKey } from './create-stream.ts';
export { drawBeta } from './draw-beta.ts';
export { shuffledIndices } from './shuffled-indices.ts';
export type { RandomStream, StreamPlace } from './stream.ts';
