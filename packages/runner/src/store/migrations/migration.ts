/** One step of the schema. A released migration never changes; new ones are appended. */
export interface Migration {
  /** The `user_version` after the migration: 1, 2, 3, ... */
  readonly version: number;
  readonly summary: string;
  readonly sql: string;
}
