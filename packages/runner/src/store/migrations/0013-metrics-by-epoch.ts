import type { Migration } from './migration.ts';

export const metricsByEpoch: Migration = {
  version: 13,
  summary: 'The metrics of an epoch lie beside each other.',
  sql: `
    CREATE TABLE metric_by_epoch (
      trial_id INTEGER NOT NULL REFERENCES trial (id),
      epoch INTEGER NOT NULL,
      name TEXT NOT NULL,
      value REAL,
      kind TEXT NOT NULL,
      -- The attempt that measured it. An attempt that continues from a checkpoint adds its epochs to the earlier ones.
      attempt_id INTEGER NOT NULL REFERENCES attempt (id),
      -- Ordered by name first, each stored epoch changed a page for every name.
      PRIMARY KEY (trial_id, epoch, name),
      -- The usual case first: SQLite takes a third of an insert to look a word up in a list.
      CHECK ((kind = 'finite' AND value IS NOT NULL) OR (value IS NULL AND kind IN ('nan', 'infinity', '-infinity')))
    ) STRICT, WITHOUT ROWID;
    INSERT INTO metric_by_epoch (trial_id, epoch, name, value, kind, attempt_id)
      SELECT trial_id, epoch, name, value, kind, attempt_id FROM metric ORDER BY trial_id, epoch, name;
    DROP TABLE metric;
    ALTER TABLE metric_by_epoch RENAME TO metric;
  `,
};
