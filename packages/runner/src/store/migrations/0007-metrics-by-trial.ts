import type { Migration } from './migration.ts';

export const metricsByTrial: Migration = {
  version: 7,
  summary: 'Metrics by trial and epoch, with the attempt that measured them.',
  sql: `
    -- Last finished epoch; null before the first.
    ALTER TABLE attempt ADD COLUMN last_epoch INTEGER;
    UPDATE attempt SET last_epoch = (SELECT max(epoch) FROM metric WHERE metric.attempt_id = attempt.id);
    CREATE TABLE metric_by_trial (
      trial_id INTEGER NOT NULL REFERENCES trial (id),
      name TEXT NOT NULL,
      epoch INTEGER NOT NULL,
      value REAL,
      kind TEXT NOT NULL CHECK (kind IN ('finite', 'nan', 'infinity', '-infinity')),
      -- The attempt that measured it. An attempt that continues from a checkpoint adds its epochs to the earlier ones.
      attempt_id INTEGER NOT NULL REFERENCES attempt (id),
      PRIMARY KEY (trial_id, name, epoch),
      CHECK ((kind = 'finite') = (value IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    INSERT INTO metric_by_trial (trial_id, name, epoch, value, kind, attempt_id)
      SELECT attempt.trial_id, metric.name, metric.epoch, metric.value, metric.kind, attempt.id
      FROM metric JOIN attempt ON attempt.id = metric.attempt_id
      -- Earlier attempts started from scratch, and their metrics were not shown.
      WHERE attempt.id = (SELECT max(later.id) FROM attempt AS later WHERE later.trial_id = attempt.trial_id);
    DROP TABLE metric;
    ALTER TABLE metric_by_trial RENAME TO metric;
  `,
};
