import { lossRegistry } from '@sweepdeck/core/losses';
import { layerRegistry, modelRegistry } from '@sweepdeck/core/models';
import { optimizerRegistry } from '@sweepdeck/core/optimizers';
import { trialConfigSchema } from '@sweepdeck/core/training';
import type { ObjectSchema } from '../../spec/zod/schema-walk.ts';
import type { CatalogEntry } from './catalog-entry.ts';
import { describeOption, notesOf } from './describe-option.ts';
import { plainEntry } from './plain-entry.ts';
import { readKeys } from './read-keys.ts';
import { nestedExample } from './yaml-example.ts';

/** A regularization technique that is an option of an optimizer, a model or a layer. */
interface OptionElsewhere {
  readonly name: string;
  readonly key: 'loss' | 'model' | 'optimizer';
  readonly registry: Readonly<Record<string, { readonly options: ObjectSchema }>>;
  /** The entry that provides the schema and the default. */
  readonly shownOn: string;
  /** The entry that provides the source when the option has none. */
  readonly explainedBy?: { readonly source: string };
  readonly otherwise?: string;
}

const elsewhere: readonly OptionElsewhere[] = [
  { name: 'label_smoothing', key: 'loss', registry: lossRegistry, shownOn: 'cross-entropy' },
  {
    name: 'dropout',
    key: 'model',
    registry: modelRegistry,
    shownOn: 'seed-cnn',
    explainedBy: layerRegistry.dropout,
    otherwise: 'or as the layer dropout',
  },
  {
    name: 'stochastic_depth',
    key: 'model',
    registry: modelRegistry,
    shownOn: 'resnet8',
    otherwise: 'or as survival of the layer residual',
  },
  {
    name: 'weight_decay',
    key: 'optimizer',
    registry: optimizerRegistry,
    shownOn: 'adamw',
    explainedBy: optimizerRegistry.adamw,
  },
];

export function readRegularization(key: string): readonly CatalogEntry[] {
  return [...readKeys(key, trialConfigSchema.shape.regularization), ...elsewhere.map(readElsewhere)];
}

function readElsewhere({ name, key, registry, shownOn, explainedBy, otherwise }: OptionElsewhere): CatalogEntry {
  const schema = registry[shownOn]?.options.shape[name];
  if (schema === undefined) throw new Error(`${shownOn} has no option ${name}`);
  const { description, source, takes, isRequired, default: initial } = describeOption(name, schema);
  const owners = Object.keys(registry).filter((owner) => name in (registry[owner]?.options.shape ?? {}));
  const whose = owners.length === Object.keys(registry).length ? `every ${key}` : owners.join(', ');
  const place = [`Set as ${key}.${name} of ${whose}`, ...(otherwise === undefined ? [] : [otherwise])].join(', ');
  return {
    ...plainEntry(name, `${description}. ${place}`),
    source: source ?? explainedBy?.source ?? null,
    value: { takes, isRequired, default: initial },
    example: nestedExample(key, { name: shownOn, [name]: notesOf(schema).example ?? initial }),
  };
}
