import type Database from 'better-sqlite3';
import { withTranslatedErrors } from './translate-error.ts';

/** Runs statements on one SQLite database. Each text is prepared only once. */
export class SqliteConnection {
  protected readonly database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(database: Database.Database) {
    this.database = database;
  }

  close(): void {
    this.database.close();
  }

  protected all<Row>(sql: string, ...values: readonly unknown[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  protected get<Row>(sql: string, ...values: readonly unknown[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  /** Runs a write. Returns the number of changed rows and the id of the last inserted one. */
  protected change(sql: string, ...values: readonly unknown[]): { changes: number; id: number } {
    const { changes, lastInsertRowid } = this.#prepare(sql).run(...values);
    return { changes, id: Number(lastInsertRowid) };
  }

  /** Runs reads in one transaction, so that their results fit together. */
  protected read<Value>(action: () => Value): Value {
    return withTranslatedErrors(this.database.name, () => this.database.transaction(action).deferred());
  }

  #prepare(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
