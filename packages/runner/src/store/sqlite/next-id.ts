/** Writes SQL for the id of a new row. SQLite itself would give the id of a deleted newest row again. */
export function nextId(table: 'sweep' | 'trial'): string {
  return `(SELECT max(coalesce((SELECT max(id) FROM ${table}), 0), coalesce((SELECT max(id) FROM deleted_${table}), 0)) + 1)`;
}
