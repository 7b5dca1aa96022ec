import type * as tf from '@tensorflow/tfjs-core';

/** Options as written in the sweep file. */
export type ModuleOptions = Readonly<Record<string, unknown>>;

/**
 * The default export of a custom module. It receives tfjs-core as `tf` and must not import it: a second copy would
 * compute with tensors of its own.
 */
export interface OwnModule<Options, Context, Made> {
  /** A name for people; error messages show it beside the file. */
  readonly title?: string;
  /**
   * Checks and completes the options; throws an Error that says what is wrong with them. When omitted, options are
   * used as they are.
   */
  parse?(options: ModuleOptions): Options;
  /**
   * Called once per trial, also on threads that cannot compute: tensors may only be created by the returned
   * functions.
   */
  create(options: Options, context: Context & { readonly tf: typeof tf }): Made | Promise<Made>;
}

/** A configuration's reference to a module. */
export interface ModuleReference {
  /** Absolute path of the file. */
  readonly module: string;
  readonly options: ModuleOptions;
  /** SHA-256 of the bundle; undefined to accept any content. */
  readonly sha256?: string | undefined;
}
