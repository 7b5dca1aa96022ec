import { latestVersion, migrations } from './migrations/index.ts';

/** Renders the database reference as Markdown: the SQL of each migration. */
export function formatDatabaseReference(): string {
  return [
    '# Database',
    '',
    'Generated from the migrations; do not edit.',
    '',
    `A store is a directory with one SQLite database, \`sweepdeck.db\` (WAL, strict tables). Its schema is version ${latestVersion}`,
    '(`PRAGMA user_version`). Reading it with other programs is safe at any time; only `runner` may write.',
    '',
    '- Times are milliseconds since the Unix epoch.',
    '- A float that may be NaN or infinite has two columns: the value, null unless finite, and its kind.',
    '- In JSON columns such floats are written as `{"$number":"NaN"}`.',
    '- The row of a finished or diverged trial never changes again, and goes only with `runner delete`; triggers enforce this.',
    '',
    ...migrations.flatMap(({ version, summary, sql }) => [
      `## Version ${version}`,
      '',
      summary,
      '',
      '```sql',
      ...sql
        .split('\n')
        .map((line) => line.replace(/^ {4}/, '').trimEnd())
        .filter((line, index, lines) => line !== '' || (index > 0 && index < lines.length - 1)),
      '```',
      '',
    ]),
  ].join('\n');
}
