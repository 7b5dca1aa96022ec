import { datasetConfigSchema } from '@sweepdeck/core/datasets';
import { findEngine } from '@sweepdeck/core/engines';
import { lossRegistry } from '@sweepdeck/core/losses';
import { evaluationMetrics, trainingMetrics, type MetricDefinition } from '@sweepdeck/core/metrics';
import { layerRegistry, modelRegistry } from '@sweepdeck/core/models';
import { optimizerRegistry } from '@sweepdeck/core/optimizers';
import { scheduleRegistry } from '@sweepdeck/core/schedules';
import type { z } from 'zod';
import { engineSchema } from '../../spec/engine-choices.ts';
import { alternatives, discriminatorNames } from '../../spec/schema-walk.ts';
import {
  catalogKindNames,
  catalogKinds,
  type CatalogEntry,
  type CatalogKind,
  type CatalogSection,
} from './catalog-entry.ts';
import { descriptionOf } from '../../spec/describe-option-schema.ts';
import { describeOptions } from './describe-option.ts';
import { yamlExample, yamlListItem } from './yaml-example.ts';

/** Everything that a sweep can name, read from the registries themselves. */
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
    return { name, title, summary, source, options, example: yamlExample(key, name, options) };
  });
}

/** A layer is named in a list. */
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
      return { ...untitled(name, descriptionOf(schema)), options, example };
    }),
  );
}

function readEngines(key: string): readonly CatalogEntry[] {
  return alternatives(engineSchema).flatMap((schema) =>
    discriminatorNames(schema)
      .filter((name) => name !== 'auto')
      .map((name) => {
        const options = describeOptions(schema);
        return { ...untitled(name, findEngine(name).summary), options, example: yamlExample(key, name, options) };
      }),
  );
}

function readMetrics(key: string): readonly CatalogEntry[] {
  const goals = { maximize: 'More is better.', minimize: 'Less is better.' };
  return [
    ...Object.entries<MetricDefinition>(evaluationMetrics).map(([metric, { title, summary, goal }]) => ({
      ...untitled(`validation.${metric}`, `${summary} ${goals[goal]}`),
      title,
      example: `${key}: { name: validation.${metric}, goal: ${goal} }`,
    })),
    ...Object.entries<MetricDefinition>(trainingMetrics).map(([metric, { title, summary }]) => ({
      ...untitled(metric, summary),
      title,
    })),
  ];
}

/** What has neither title, source, options nor a key of its own. */
function untitled(name: string, summary: string): CatalogEntry {
  const sentence = summary.endsWith('.') ? summary : `${summary}.`;
  return { name, title: name, summary: sentence, source: null, options: [], example: null };
}
