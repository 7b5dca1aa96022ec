import { datasetConfigSchema } from '@sweepdeck/core/datasets';
import { findEngine } from '@sweepdeck/core/engines';
import { lossRegistry } from '@sweepdeck/core/losses';
import { layerRegistry, modelRegistry } from '@sweepdeck/core/models';
import { optimizerRegistry } from '@sweepdeck/core/optimizers';
import { scheduleRegistry } from '@sweepdeck/core/schedules';
import { trainingConfigSchema, trialConfigSchema } from '@sweepdeck/core/training';
import type { z } from 'zod';
import { engineSchema } from '../../spec/schema/engine-choices.ts';
import { alternatives, discriminatorNames } from '../../spec/zod/schema-walk.ts';
import { catalogKindNames, catalogKinds, type CatalogKind } from '../../spec/reference/catalog-kinds.ts';
import { descriptionOf } from '../../spec/reference/describe-option-schema.ts';
import type { CatalogEntry, CatalogSection } from './catalog-entry.ts';
import { describeOptions } from './describe-option.ts';
import { plainEntry } from './plain-entry.ts';
import { readInitializers } from './read-initializers.ts';
import { readKeys } from './read-keys.ts';
import { readMetrics } from './read-metrics.ts';
import { readRegularization } from './read-regularization.ts';
import { yamlExample, yamlListItem } from './yaml-example.ts';

/** Reads everything that a sweep can name from the registries. */
export function readCatalog(): readonly CatalogSection[] {
  return catalogKindNames.map((kind) => {
    const { key, summary } = catalogKinds[kind];
    return { kind, summary, entries: readers[kind](key) };
  });
}

const readers: Readonly<Record<CatalogKind, (key: string) => readonly CatalogEntry[]>> = {
  losses: (key) => readRegistry(key, lossRegistry),
  optimizers: (key) => readRegistry(key, optimizerRegistry),
  schedules: (key) => readRegistry(key, scheduleRegistry),
  models: (key) => readRegistry(key, modelRegistry),
  layers: readLayers,
  initializers: readInitializers,
  augmentation: (key) => readKeys(key, trialConfigSchema.shape.augmentation),
  regularization: readRegularization,
  'early-stopping': (key) => readKeys(key, trainingConfigSchema.shape.early_stopping),
  datasets: readDatasets,
  engines: readEngines,
  metrics: readMetrics,
};

interface Described {
  readonly title: string;
  readonly summary: string;
  readonly source: string;
  readonly options: z.ZodObject;
}

function readRegistry(key: string, registry: Readonly<Record<string, Described>>): readonly CatalogEntry[] {
  return Object.entries(registry).map(([name, { title, summary, source, options: schema }]) => {
    const options = describeOptions(schema);
    return { ...plainEntry(name, summary), title, source, options, example: yamlExample(key, name, options) };
  });
}

/** Layers are named in a list. */
function readLayers(): readonly CatalogEntry[] {
  return readRegistry('', layerRegistry).map((entry) => {
    const { name, options } = entry;
    return { ...entry, example: `model: { layers: [..., ${yamlListItem(name, options)}, ...] }` };
  });
}

function readDatasets(key: string): readonly CatalogEntry[] {
  return alternatives(datasetConfigSchema).flatMap((schema) =>
    discriminatorNames(schema).map((name) => {
      const options = describeOptions(schema);
      const example = yamlExample(key, name, options);
      return { ...plainEntry(name, descriptionOf(schema)), options, example };
    }),
  );
}

function readEngines(key: string): readonly CatalogEntry[] {
  return alternatives(engineSchema).flatMap((schema) =>
    discriminatorNames(schema)
      .filter((name) => name !== 'auto')
      .map((name) => {
        const options = describeOptions(schema);
        return { ...plainEntry(name, findEngine(name).summary), options, example: yamlExample(key, name, options) };
      }),
  );
}
