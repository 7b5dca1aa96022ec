import type { Migration } from './migration.ts';

export const holds: Migration = {
  version: 4,
  summary: 'Identifies the process that runs a sweep by more than its process id.',
  sql: `
    -- Random, new with each run: a writer whose token is no longer here has lost the sweep.
    ALTER TABLE sweep ADD COLUMN hold_token TEXT;
    -- The start of the machine and the process namespace that process_id counts in; null: from before this was kept.
    ALTER TABLE sweep ADD COLUMN hold_boot TEXT;
    ALTER TABLE sweep ADD COLUMN hold_pid_namespace TEXT;
    -- When the last heartbeat came, in milliseconds that the machine was up: this clock cannot be set.
    ALTER TABLE sweep ADD COLUMN heartbeat_uptime_ms INTEGER;
  `,
};
