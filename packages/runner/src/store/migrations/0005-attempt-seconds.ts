import type { Migration } from './migration.ts';

export const attemptSeconds: Migration = {
  version: 5,
  summary: 'Duration of each attempt.',
  sql: `
    -- Measured with a monotonic clock. Null while it runs, if its process was killed, and in rows from before this column.
    ALTER TABLE attempt ADD COLUMN seconds REAL;
    -- The attempt that gave the result took as long as its trial; rows of the first releases may have it from dates.
    UPDATE attempt SET seconds = (SELECT trial.seconds FROM trial WHERE trial.id = attempt.trial_id AND trial.seconds >= 0)
      WHERE status IN ('finished', 'diverged');
  `,
};
