import type { Goal } from '@sweepdeck/core/metrics';
import type { JsonValue } from '../../records/json-value.ts';
import type { CatalogKind } from '../../spec/reference/catalog-kinds.ts';

/** A value that a sweep file may contain, described by its schema. */
export interface CatalogValue {
  /** The accepted values in words: `a number above 0 and at most 1`. */
  readonly takes: string;
  readonly isRequired: boolean;
  /** `null` when the value is required, or unset by default. */
  readonly default: JsonValue;
}

/** An option of an entry. */
export interface CatalogOption extends CatalogValue {
  readonly name: string;
  readonly description: string;
  /** `null` when the entry's source covers the option. */
  readonly source: string | null;
}

/** Something that a sweep file can name: a loss, a layer, a metric ... */
export interface CatalogEntry {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** `null` when the summary says everything. */
  readonly formula: string | null;
  readonly source: string | null;
  /** The value that a sweep file gives the entry, when it takes a value instead of options: the 15 in `rotate: 15`. */
  readonly value: CatalogValue | null;
  readonly options: readonly CatalogOption[];
  /** Range and goal of a metric; `goal` is null for metrics that cannot rank trials. */
  readonly measured: { readonly range: string; readonly goal: Goal | null } | null;
  /**
   * The entry as a sweep file writes it, with every option at its default. `null` for metrics that are measured
   * without being named.
   */
  readonly example: string | null;
}

export interface CatalogSection {
  readonly kind: CatalogKind;
  readonly summary: string;
  readonly entries: readonly CatalogEntry[];
}
