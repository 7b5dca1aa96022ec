import type { JsonValue } from '../../records/records.ts';

/** One option of an entry, as its schema has it. */
export interface CatalogOption {
  readonly name: string;
  /** `a number above 0 and at most 1`. */
  readonly takes: string;
  readonly isRequired: boolean;
  /** `null` where it is required, or left out when not given. */
  readonly default: JsonValue;
  readonly description: string;
}

/** One thing that a sweep can name. */
export interface CatalogEntry {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** `null` where the summary says all. */
  readonly source: string | null;
  readonly options: readonly CatalogOption[];
  /** How a sweep names it, every option at its default; `null` for what is measured without being named. */
  readonly example: string | null;
}

export interface CatalogSection {
  readonly kind: CatalogKind;
  readonly summary: string;
  readonly entries: readonly CatalogEntry[];
}

interface CatalogKindDefinition {
  /** Of a sweep's YAML, where one is named. */
  readonly key: string;
  readonly summary: string;
}

/** What the catalog lists, in its order, by the argument of `runner catalog`. */
export const catalogKinds = {
  losses: { key: 'loss', summary: 'What training minimizes.' },
  optimizers: { key: 'optimizer', summary: 'How a gradient becomes a change of the weights.' },
  schedules: { key: 'schedule', summary: 'How the learning rate changes from step to step.' },
  models: { key: 'model', summary: 'What is trained.' },
  layers: { key: 'model.layers', summary: 'What an architecture of your own is made of.' },
  datasets: { key: 'dataset', summary: 'The images to train on.' },
  engines: { key: 'engine', summary: 'What computes.' },
  metrics: {
    key: 'metric',
    summary: 'What is measured: validation.* on the train and test images, too, but only validation ranks trials.',
  },
} as const satisfies Record<string, CatalogKindDefinition>;

export type CatalogKind = keyof typeof catalogKinds;

export const catalogKindNames = Object.keys(catalogKinds) as readonly CatalogKind[];
