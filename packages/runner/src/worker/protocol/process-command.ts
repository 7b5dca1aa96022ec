import type { Dataset, SplitName } from '@sweepdeck/core/datasets';
import type { TaskMessage } from './task-message.ts';
import type { Wire } from './wire.ts';

/** A dataset on its way to another process, which shares no memory with this one. */
export interface PostedDataset extends Omit<Dataset, 'images' | 'labels' | 'splits'> {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
  readonly splits: Readonly<Record<SplitName, Uint32Array>>;
}

/** Commands to a worker process. It gets one task at a time, and each dataset before the first task that names it. */
export type ProcessCommand =
  | { readonly type: 'dataset'; readonly dataset: PostedDataset }
  /** Contains a `Task`. */
  | { readonly type: 'task'; readonly task: Wire }
  | { readonly type: 'stop' };

/** Messages from a worker process, as a `Wire`. `crashed` is the last one before the process ends. */
export type ProcessMessage = TaskMessage | { readonly type: 'crashed'; readonly reason: string };
