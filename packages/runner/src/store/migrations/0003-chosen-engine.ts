import type { Migration } from './migration.ts';

export const chosenEngine: Migration = {
  version: 3,
  summary: 'The reason why a sweep runs on its engine.',
  sql: `
    -- Device, numerics version, whether auto took it, and what auto found out about each engine. Null: from before this was kept.
    ALTER TABLE sweep ADD COLUMN chosen_engine TEXT CHECK (json_valid(chosen_engine));
  `,
};
