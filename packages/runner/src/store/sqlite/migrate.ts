import type Database from 'better-sqlite3';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { latestVersion, migrations } from '../migrations/index.ts';
import type { Migration } from '../migrations/migration.ts';

/**
 * "SWDK" in ASCII: marks an SQLite file as a store, so that another program's database is refused instead of changed.
 */
export const applicationId = 0x53_57_44_4b;

/**
 * Reads the schema's version; 0 for an empty database.
 * @throws SweepdeckError `store-invalid` for another program's database
 */
export function readSchemaVersion(database: Database.Database): number {
  // One transaction: another process may create the schema between two of these reads.
  const { version, id, tables } = database.transaction(() => ({
    version: database.pragma('user_version', { simple: true }) as number,
    id: database.pragma('application_id', { simple: true }),
    tables: database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get(),
  }))();
  if (id === applicationId) return version;
  if (version === 0 && tables === 0) return 0;
  throw new SweepdeckError({
    code: 'store-invalid',
    message: `${database.name} is an SQLite database, but not a store of Sweepdeck.`,
    hint: '… cannot be brought to schema version …: … rows refer to rows that are missing, the first in table … (to …). Nothing was changed.',
  });
}

/**
 * Migrates a database to the newest schema, each migration in a transaction of its own. Foreign keys are not enforced
 * meanwhile, so that a migration can rebuild a table that others refer to (create the new table, copy, drop the old
 * one, rename). They are checked before each commit.
 *
 * @throws SweepdeckError `store-too-new` when a later release wrote the database, `store-corrupt` when rows refer to
 * missing rows
 */
export function migrate(database: Database.Database, steps: readonly Migration[] = migrations): void {
  const newest = steps.at(-1)?.version ?? 0;
  if (requireKnownVersion(database, newest) === newest) return;
  withoutForeignKeys(database, () => {
    for (const step of steps) database.transaction(() => runStep(database, step)).immediate();
  });
}

function runStep(database: Database.Database, step: Migration): void {
  // Read again inside the transaction: another process may have migrated meanwhile.
  if (readSchemaVersion(database) >= step.version) return;
  database.exec(step.sql);
  requireWholeReferences(database, step);
  database.pragma(`application_id = ${applicationId}`);
  database.pragma(`user_version = ${step.version}`);
}

/** Turns enforcement off around the transactions, because the switch has no effect inside one. */
function withoutForeignKeys(database: Database.Database, action: () => void): void {
  const before = Number(database.pragma('foreign_keys', { simple: true }));
  database.pragma('foreign_keys = OFF');
  try {
    action();
  } finally {
    database.pragma(`foreign_keys = ${before}`);
  }
}

function requireWholeReferences(database: Database.Database, { version }: Migration): void {
  const broken = database.pragma('foreign_key_check') as readonly { readonly table: string; readonly parent: string }[];
  const [first] = broken;
  if (first === undefined) return;
  throw new SweepdeckError({
    code: 'store-corrupt',
    message: `${database.name} cannot be brought to schema version ${version}: ${broken.length} rows refer to rows that are not there, the first in table ${first.table} (to ${first.parent}). Nothing was changed.`,
    hint: 'Restore the store from a backup, or choose another directory with --store DIR.',
  });
}

/**
 * Checks the schema's version.
 * @throws SweepdeckError `store-too-new`
 */
export function requireKnownVersion(database: Database.Database, newest: number = latestVersion): number {
  const version = readSchemaVersion(database);
  if (version > newest) {
    throw new SweepdeckError({
      code: 'store-too-new',
      message: `${database.name} was written by a newer Sweepdeck: its schema is version ${version}, this one knows up to ${newest}.`,
      hint: 'Update Sweepdeck, or choose another directory with --store DIR.',
    });
  }
  return version;
}
