import { initializerRegistry, modelRegistry } from '@sweepdeck/core/models';
import type { CatalogEntry } from './catalog-entry.ts';
import { plainEntry } from './plain-entry.ts';
import { nestedExample } from './yaml-example.ts';

/**
 * Reads the initializers, with the first model that accepts one as the example.
 * @param key `model.initializer`
 */
export function readInitializers(key: string): readonly CatalogEntry[] {
  const [part = '', option = ''] = key.split('.');
  const model = Object.entries(modelRegistry).find(([, { options }]) => option in options.shape)?.[0] ?? '';
  return Object.entries(initializerRegistry).map(([name, { title, summary, formula, source }]) => {
    const example = nestedExample(part, { name: model, [option]: name });
    return { ...plainEntry(name, summary), title, formula, source, example };
  });
}
