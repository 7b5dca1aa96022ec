import type { TrialArtifacts } from '../../records/trial-artifacts.ts';
import { fromJsonColumn, toJsonColumn } from './json-column.ts';

/** An artifact of a trial, by its name in `TrialArtifacts`. */
export interface ArtifactRow {
  readonly name: string;
  /** The artifact as JSON. */
  readonly body: string;
}

export function toArtifactRows(artifacts: TrialArtifacts): ArtifactRow[] {
  return Object.entries(artifacts).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, body: toJsonColumn(value) }],
  );
}

export function toTrialArtifacts(rows: readonly ArtifactRow[]): TrialArtifacts {
  return Object.fromEntries(rows.map(({ name, body }) => [name, fromJsonColumn(body)])) as TrialArtifacts;
}
