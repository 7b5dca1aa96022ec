export { createStream } from './create-stream.ts';
export type { RandomStream } from './stream.ts';
