import type Database from 'better-sqlite3';
import { withTranslatedErrors } from './translate-error.ts';

/** Runs statements on one SQLite database. Each text is prepared only once. */
export class SqliteConnection {
  protected readonly database: Database.Database;
  /** Runs a function in a transaction. Making one for each call takes longer than a read. */
  protected readonly transaction: Database.Transaction<(action: () => unknown) => unknown>;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(database: Database.Database) {
    this.database = database;
    this.transaction = database.transaction((action) => action());
  }

  close(): void {
    this.database.close();
  }

  protected all<Row>(sql: string, ...values: readonly unknown[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  /** Returns rows one after the other, because thousands of them at once would take more memory than what is made of them. */
  protected each<Row>(sql: string, ...values: readonly unknown[]): IterableIterator<Row> {
    return this.#prepare(sql).iterate(...values) as IterableIterator<Row>;
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
    return withTranslatedErrors(this.database.name, () => this.transaction.deferred(action) as Value);
  }

  #prepare(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
