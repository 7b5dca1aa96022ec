import * as tf from '@tensorflow/tfjs-core';
import { loadModule } from './load-module.ts';
import { moduleFailed } from './module-error.ts';
import type { ModuleReference } from './own-module.ts';

export interface MadeByModule {
  /** Name of the module in error messages. */
  readonly subject: string;
  /** The result of `create`, not checked yet. */
  readonly made: unknown;
}

/**
 * Loads a module, passes it its options and calls its `create`.
 *
 * @param context what `create` receives besides `tf`
 *
 * @throws SweepdeckError the errors of `loadModule`, and `module-failed` when `parse` or `create` throws
 */
export async function createFromModule(reference: ModuleReference, context: object): Promise<MadeByModule> {
  const { subject, definition } = await loadModule(reference);
  let options: unknown = reference.options;
  if (definition.parse !== undefined) {
    try {
      options = definition.parse(reference.options);
    } catch (error) {
      throw moduleFailed(subject, 'parse', error);
    }
  }
  try {
    return { subject, made: await definition.create(options, { ...context, tf }) };
  } catch (error) {
    throw moduleFailed(subject, 'create', error);
  }
}
