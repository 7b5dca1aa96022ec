import type { TrialArtifacts } from '../../records/trial-artifacts.ts';
import { storedArtifactsSchema } from '../../records/stored-shapes.ts';
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

export function toTrialArtifacts(rows: readonly ArtifactRow[], trialId: number): TrialArtifacts {
  // Joined into one text, so that one schema parses all of them.
  const text = `{${rows.map(({ name, body }) => `${JSON.stringify(name)}:${body}`).join(',')}}`;
  return fromJsonColumn(text, storedArtifactsSchema, () => `an artifact of trial ${trialId}`);
}
