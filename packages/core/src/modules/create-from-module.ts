import * as tf from '@tensorflow/tfjs-core';
import { loadModule } from './load-module.ts';
import { moduleFailed } from './module-error.ts';
import type { ModuleReference } from './own-module.ts';

export interface MadeByModule {
  /** What error messages call the module. */
  readonly subject: string;
  /** As `create` returned it, not checked yet. */
  readonly made: unknown;
}

/**
 * Loads a module, hands it its options and lets it create what it defines.
 * @param context what `create` gets beside `tf`
 * @throws SweepdeckError what `loadModule` throws, and `module-failed` when `parse` or `create` throw
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
