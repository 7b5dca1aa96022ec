export type { Reporter, SweepEvent } from './sweep-event.ts';
