import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, expect, test } from 'vitest';
import { csvText } from './csv-text.ts';
import type { ExportTable } from './export-table.ts';
import { jsonText } from './json-text.ts';
import { writeParquet } from './write-parquet.ts';

const directory = mkdtempSync(join(tmpdir(), 'sweepdeck-table-'));
afterAll(() => rmSync(directory, { recursive: true }));

const time = Date.UTC(2026, 11, 1, 9, 30);
const table: ExportTable = {
  columns: [
    { name: 'trial', type: 'integer' },
    { name: 'training.note', type: 'text' },
    { name: 'last.train.loss', type: 'number' },
    { name: 'is_reused', type: 'boolean' },
    { name: 'started_at', type: 'time' },
    { name: 'never', type: 'number' },
  ],
  groups: [
    [
      [1, 'plain', 0.1, true, time, null],
      [2, 'a "quote", a comma', Number.NaN, false, null, null],
    ],
    [
      [3, 'two\r\nlines 漢字 🎉', Infinity, null, time + 1, null],
      [4, '', -Infinity, null, null, null],
      [5, null, -0, null, null, null],
      [6, { name: 'adam', beta_1: 0.8 }, 5e-324, null, null, null],
    ],
  ],
};
const empty: ExportTable = { columns: table.columns, groups: [] };

const joined = (texts: Iterable<string>): string => [...texts].join('');

async function readBack(written: ExportTable): Promise<Record<string, unknown>[]> {
  const path = join(directory, 'table.parquet');
  await writeParquet(path, written);
  const file = readFileSync(path);
  return parquetReadObjects({ file: file.buffer.slice(file.byteOffset, file.byteOffset + file.length) });
}

test('CSV follows RFC 4180', () => {
  expect(joined(csvText(table)).split('\r\n')).toEqual([
    'trial,training.note,last.train.loss,is_reused,started_at,never',
    '1,plain,0.1,true,2026-12-01T09:30:00.000Z,',
    '2,"a ""quote"", a comma",NaN,false,,',
    '3,"two',
    'lines 漢字 🎉",Infinity,,2026-12-01T09:30:00.001Z,',
    '4,"",-Infinity,,,',
    '5,,0,,,',
    '6,"{""name"":""adam"",""beta_1"":0.8}",5e-324,,,',
    '',
  ]);
  expect(joined(csvText(empty))).toBe('trial,training.note,last.train.loss,is_reused,started_at,never\r\n');
});

test('JSON has an object for each row', () => {
  const rows: unknown = JSON.parse(joined(jsonText(table)));
  expect(rows).toMatchObject([
    { trial: 1, 'training.note': 'plain', 'last.train.loss': 0.1, started_at: '2026-12-01T09:30:00.000Z', never: null },
    { trial: 2, 'last.train.loss': 'NaN', started_at: null },
    { trial: 3, 'training.note': 'two\r\nlines 漢字 🎉', 'last.train.loss': 'Infinity' },
    { trial: 4, 'training.note': '', 'last.train.loss': '-Infinity' },
    { trial: 5, 'training.note': null },
    { trial: 6, 'training.note': { name: 'adam', beta_1: 0.8 }, 'last.train.loss': 5e-324 },
  ]);
  expect(JSON.parse(joined(jsonText(empty)))).toEqual([]);
});

test('a Parquet file reads back with equal values', async () => {
  const of = (trial: number, note: string | null, loss: number, isReused: boolean | null, date: Date | null) => ({
    trial: BigInt(trial),
    'training.note': note,
    'last.train.loss': loss,
    is_reused: isReused,
    started_at: date,
    never: null,
  });
  expect((await readBack(table)).map((row) => ({ ...row }))).toEqual([
    of(1, 'plain', 0.1, true, new Date(time)),
    of(2, 'a "quote", a comma', Number.NaN, false, null),
    of(3, 'two\r\nlines 漢字 🎉', Infinity, null, new Date(time + 1)),
    of(4, '', -Infinity, null, null),
    of(5, null, -0, null, null),
    of(6, '{"name":"adam","beta_1":0.8}', 5e-324, null, null),
  ]);
  expect(await readBack(empty)).toEqual([]);
});
