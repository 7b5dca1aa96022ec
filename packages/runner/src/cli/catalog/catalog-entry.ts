import type { Goal } from '@sweepdeck/core/metrics';
import type { JsonValue } from '../../records/json-value.ts';
import type { CatalogKind } from '../../spec/reference/catalog-kinds.ts';

/** What can be written in one place of a sweep, as its schema has it. */
export interface CatalogValue {
  /** `a number above 0 and at most 1`. */
  readonly takes: string;
  readonly isRequired: boolean;
  /** `null` where it is required, or left out when not given. */
  readonly default: JsonValue;
}

/** One option of an entry. */
export interface CatalogOption extends CatalogValue {
  readonly name: string;
  readonly description: string;
  /** `null` where the source of its entry is meant. */
  readonly source: string | null;
}

/** One thing that a sweep can name. */
export interface CatalogEntry {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** `null` where the summary says all. */
  readonly formula: string | null;
  readonly source: string | null;
  /** What a sweep gives it where that is a value and not options: the 15 of `rotate: 15`. */
  readonly value: CatalogValue | null;
  readonly options: readonly CatalogOption[];
  /** Of what is measured; `goal` of what can rank trials. */
  readonly measured: { readonly range: string; readonly goal: Goal | null } | null;
  /** How a sweep names it, every option at its default; `null` for what is measured without being named. */
  readonly example: string | null;
}

export interface CatalogSection {
  readonly kind: CatalogKind;
  readonly summary: string;
  readonly entries: readonly CatalogEntry[];
}
