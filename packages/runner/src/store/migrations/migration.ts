/** One step of the schema. A released migration never changes; a new one is appended. */
export interface Migration {
  /** `user_version` after it has run: 1, 2, 3, ... */
  readonly version: number;
  readonly summary: string;
  readonly sql: string;
}
