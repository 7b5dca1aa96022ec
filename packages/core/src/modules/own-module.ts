import type * as tf from '@tensorflow/tfjs-core';

/** Options as they stand in the sweep file. */
export type ModuleOptions = Readonly<Record<string, unknown>>;

/**
 * What a file of the user's own exports by default. It gets tfjs-core as `tf` and needs no import at run time: a second copy
 * of it would compute with its own tensors.
 */
export interface OwnModule<Options, Context, Made> {
  /** For people; error messages show it beside the file. */
  readonly title?: string;
  /** Checks and completes the options; throws an Error that says what is wrong with them. Left out: taken as they are. */
  parse?(options: ModuleOptions): Options;
  /** Called once for each trial, also on threads that cannot compute: tensors are made in the calls of what it returns. */
  create(options: Options, context: Context & { readonly tf: typeof tf }): Made | Promise<Made>;
}

/** The module that a configuration names. */
export interface ModuleReference {
  /** Absolute path. */
  readonly module: string;
  readonly options: ModuleOptions;
  /** Of the bundle; undefined: whatever the file holds now. */
  readonly sha256?: string | undefined;
}
