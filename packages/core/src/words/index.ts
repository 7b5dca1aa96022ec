export { countOf } from './count-of.ts';
export { formatDuration } from './format-duration.ts';
export { joinWords } from './join-words.ts';
export { listFirst } from './list-first.ts';
