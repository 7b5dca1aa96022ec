import type { Migration } from './migration.ts';

export const keptCheckpoints: Migration = {
  version: 11,
  summary: 'Final states of finished trials, from which trials with more epochs continue.',
  sql: `
    -- continue: the trial itself goes on from here. extend: the state after the last epoch of a finished trial, from which
    -- a trial with more epochs can go on.
    ALTER TABLE checkpoint ADD COLUMN kept_for TEXT NOT NULL DEFAULT 'continue' CHECK (kept_for IN ('continue', 'extend'));
    -- As key, but without the number of epochs: the same for trials that differ in nothing else. Null for trials of
    -- earlier versions, whose final states were not kept.
    ALTER TABLE trial ADD COLUMN key_without_epochs TEXT;
    CREATE INDEX trial_by_key_without_epochs ON trial (key_without_epochs) WHERE key_without_epochs IS NOT NULL;
    -- The other trial whose final state the attempt continued; null when it started from scratch or from its own trial.
    ALTER TABLE attempt ADD COLUMN from_trial_id INTEGER REFERENCES trial (id) ON DELETE SET NULL;
  `,
};
