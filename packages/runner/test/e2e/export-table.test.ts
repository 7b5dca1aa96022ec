import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePlace, type Place } from './run-runner.ts';
import { fail, finish, openIn, openSample } from './sample-store.ts';

let place: Place;
beforeAll(() => {
  place = makePlace();
  const store = openIn(place.directory);
  const sweep = openSample(store, 'sample', ['mse', 'hinge', 'a "b", c', 'mae']);
  finish(store, 1, 0.5);
  finish(store, 2, Number.NaN);
  fail(store, 3);
  store.closeSweep(sweep, 'paused');
  store.close();
});
afterAll(() => place.remove());

const read = (name: string): string => readFileSync(join(place.directory, name), 'utf8');

test('the trials of a sweep are exported as CSV: parameters, results, metrics, errors and dates', async () => {
  const { code, stdout } = await place.runHere('export', 'sample', '--format', 'csv');
  expect([code, stdout]).toEqual([0, expect.stringContaining('Exported to s1-trials.csv: 4 rows, 23 columns, ')]);
  const [header = '', ...rows] = read('s1-trials.csv').split('\r\n');
  expect(header).toBe(
    [
      'sweep,trial,key,cell,repeat,seed,fold,status,loss,objective,best_epoch',
      'best.train.loss,best.validation.accuracy,last.train.loss,last.validation.accuracy,test.accuracy',
      'seconds,attempts,is_reused,error_code,error_message,started_at,finished_at',
    ].join(','),
  );
  const date = String.raw`\d{4}-\d\d-\d\dT[\d:.]+Z`;
  expect(rows[0]).toMatch(
    new RegExp(`^1,1,mse/0,mse,0,0,,finished,mse,0.5,1,2,0.5,0.5,0.25,0.75,1.5,1,false,,,${date},${date}$`),
  );
  expect(rows[1]).toMatch(/^1,2,.*,diverged,hinge,NaN,1,2,NaN,NaN,0.25,0.75,/);
  expect(rows[2]).toContain(',failed,"a ""b"", c",,,,,,,,,1,false,out-of-memory,"no memory, ""none""",');
  expect(rows[3]).toMatch(/^1,4,mae\/0,mae,0,0,,pending,mae,,,,,,,,,0,false,,,,$/);
});

test('a Parquet file and JSON have the same trials', async () => {
  expect(await place.runHere('export', 's1', '--format', 'parquet', '--output', 'out/t.parquet')).toMatchObject({
    code: 0,
  });
  const bytes = new Uint8Array(readFileSync(join(place.directory, 'out/t.parquet')));
  const rows = await parquetReadObjects({ file: bytes.buffer });
  expect(rows).toMatchObject([
    { trial: 1n, loss: 'mse', objective: 0.5, 'last.train.loss': 0.5, started_at: expect.any(Date), error_code: null },
    { trial: 2n, loss: 'hinge', objective: Number.NaN },
    { trial: 3n, loss: 'a "b", c', objective: null, error_code: 'out-of-memory' },
    { trial: 4n, status: 'pending', started_at: null },
  ]);
  const { stdout } = await place.runHere('export', 's1', '--format', 'json', '--json');
  const file = join(place.directory, 's1-trials.json');
  expect(JSON.parse(stdout)).toMatchObject({ format: 'json', file, rows: 4 });
  expect(JSON.parse(read('s1-trials.json'))).toMatchObject([{ objective: 0.5 }, { objective: 'NaN' }, {}, {}]);
});

test('--metrics exports every epoch, also of a single trial', async () => {
  expect(await place.runHere('export', 's1', '--format', 'csv', '--metrics')).toMatchObject({ code: 0 });
  expect(read('s1-metrics.csv').split('\r\n').slice(0, 4)).toEqual([
    'trial,metric,epoch,value',
    '1,train.loss,1,2',
    '1,train.loss,2,0.5',
    '1,validation.accuracy,1,0.5',
  ]);
  expect(await place.runHere('export', 't2', '--format', 'csv', '--metrics')).toMatchObject({ code: 0 });
  expect(read('t2-metrics.csv').split('\r\n')).toContain('2,validation.accuracy,1,NaN');
});

test('a file is replaced only with --force, anything else never, and nothing half-written stays behind', async () => {
  const write = (...words: string[]) => place.runHere('export', 's1', '--format', 'csv', '--output', ...words);
  writeFileSync(join(place.directory, 'mine.csv'), 'mine');
  expect(await write('mine.csv')).toMatchObject({ code: 2, stderr: expect.stringContaining('output-exists') });
  expect(read('mine.csv')).toBe('mine');
  expect(await write('mine.csv', '--force')).toMatchObject({ code: 0 });
  expect(read('mine.csv')).toContain('trial,key');
  mkdirSync(join(place.directory, 'folder'));
  expect(await write('folder', '--force')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('output-not-a-file'),
  });
  expect(await write('mine.csv/x.csv')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('output-unwritable'),
  });
  expect(readdirSync(place.directory).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test.each([
  [['nobody', '--format', 'csv'], 'sweep-not-found'],
  [['s1', '--metrics'], 'Add --format csv.'],
  [['s1', '--format', 'csv', '--retrain'], 'Omit --retrain.'],
  [['s1', '--format', 'excel'], 'Did you mean csv?'],
])('runner export %j is refused', async (words, text) => {
  const { code, stderr } = await place.runHere('export', ...words);
  expect([code, stderr]).toEqual([2, expect.stringContaining(text)]);
  expect(existsSync(join(place.directory, 's1-tfjs'))).toBe(false);
});
