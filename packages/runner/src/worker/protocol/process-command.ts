import type { Dataset, SplitName } from '@sweepdeck/core/datasets';
import type { TaskMessage } from './task-message.ts';
import type { Wire } from './wire.ts';

/** A dataset on its way into another process, which shares no memory with this one. */
export interface PostedDataset extends Omit<Dataset, 'images' | 'labels' | 'splits'> {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
  readonly splits: Readonly<Record<SplitName, Uint32Array>>;
}

/** What a worker process is told. One task at a time; a dataset goes ahead of the first that names it. */
export type ProcessCommand =
  | { readonly type: 'dataset'; readonly dataset: PostedDataset }
  /** Holds a `Task`. */
  | { readonly type: 'task'; readonly task: Wire }
  | { readonly type: 'stop' };

/** What a worker process says, as a `Wire`. `crashed` is its last word before it ends. */
export type ProcessMessage = TaskMessage | { readonly type: 'crashed'; readonly reason: string };
