import { expect, test } from 'vitest';
import { migrate } from '../sqlite/migrate.ts';
import { openSqlite } from '../sqlite/sqlite-library.ts';
import { migrations } from './index.ts';

test('checkpoints of an earlier version are of unfinished trials; its trials have no key without epochs', () => {
  const database = openSqlite(':memory:');
  const first = (sql: string): unknown => database.prepare(sql).get();
  migrate(
    database,
    migrations.filter(({ version }) => version < 11),
  );
  database.exec(`
    INSERT INTO sweep (id, name, spec_hash, spec, source, objective_name, objective_goal, axes, repeats, engine, status,
      created_at, updated_at) VALUES (1, 's', 'h', '{}', '', 'validation.accuracy', 'maximize', '[]', 1, 'cpu', 'paused', 1, 1);
    INSERT INTO trial (id, key, generation, cell, config, engine, status) VALUES (1, 'k', 0, 'c', '{}', 'cpu', 'pending');
    INSERT INTO attempt (id, trial_id, sweep_id, status, worker, environment, started_at)
      VALUES (1, 1, 1, 'stopped', 0, '{}', 1);
    INSERT INTO checkpoint (trial_id, attempt_id, epoch, step, sha256, bytes, seconds, created_at)
      VALUES (1, 1, 1, 10, '${'a'.repeat(64)}', 1, 1, 1);`);
  migrate(
    database,
    migrations.filter(({ version }) => version <= 11),
  );
  expect(first('SELECT kept_for FROM checkpoint')).toEqual({ kept_for: 'continue' });
  expect(first('SELECT key_without_epochs AS key FROM trial')).toEqual({ key: null });
  expect(first('SELECT from_trial_id AS id FROM attempt')).toEqual({ id: null });
  // A deleted trial leaves the attempts that continued it.
  database.exec(`
    PRAGMA foreign_keys = ON;
    INSERT INTO trial (id, key, generation, cell, config, engine, status) VALUES (2, 'd', 0, 'c', '{}', 'cpu', 'pending');
    UPDATE attempt SET from_trial_id = 2;
    DELETE FROM trial WHERE id = 2;`);
  expect(first('SELECT from_trial_id AS id FROM attempt')).toEqual({ id: null });
  expect(() => database.exec(`UPDATE checkpoint SET kept_for = 'ever'`)).toThrow(/CHECK/);
  database.close();
});
