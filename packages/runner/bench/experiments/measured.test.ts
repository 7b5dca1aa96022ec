import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openEngine } from '@sweepdeck/core/engines';
import { expect, test } from 'vitest';
import { root } from '../command/train-experiment.ts';
import { readMeasured, replaceMeasured } from './measured-block.ts';
import { measuredExperiments } from './measured-experiments.ts';
import { formatMeasured } from './measured-table.ts';

test('a table has the mean and deviation over the seeds, best validation first, and gains over the same seed', () => {
  const cells = [
    { label: 'plain', columns: [[0.8, 0.9]], objective: 0.85 },
    { label: 'better', columns: [[0.84, 0.92]], objective: 0.88 },
    // Tests best, validates worst.
    { label: 'lucky', columns: [[0.99, 0.99]], objective: 0.5 },
  ];
  expect(formatMeasured({ rows: 'loss', titles: ['test accuracy'], cells, reference: 'plain' })).toEqual([
    'loss    test accuracy   gain           wins',
    'better  88.00 % (5.66)  +3.00 (1.41)   2 of 2',
    'plain   85.00 % (7.07)',
    'lucky   99.00 % (0.00)  +14.00 (7.07)  2 of 2',
  ]);
  expect(() => formatMeasured({ rows: 'loss', titles: [], cells, reference: 'other' })).toThrow('no cell');
});

test('only what stands between the markers is replaced', () => {
  const text = '# Asks\n# measured: begin\n# old\n# measured: end\nname: a\n';
  const replaced = replaceMeasured(text, ['  new', '']);
  expect(replaced).toBe('# Asks\n# measured: begin\n#   new\n#\n# measured: end\nname: a\n');
  expect(readMeasured(replaced)).toEqual(['  new', '']);
  expect(readMeasured('name: a\n')).toBeUndefined();
});

test.each([
  'name: a',
  '# measured: end\n# measured: begin',
  '# measured: begin',
  '# measured: begin\n# measured: begin\n# measured: end',
])('a file without one pair of markers is left alone: %j', (text) =>
  expect(() => replaceMeasured(text, [])).toThrow('expected one line'),
);

const files = readdirSync(path.join(root, 'experiments')).filter((name) => name.endsWith('.yaml'));
const numerics = (await openEngine('wasm')).numericsVersion;

test.each(files)('%s: figures stand in its measured table alone, and are of today’s kernels', (file) => {
  const text = readFileSync(path.join(root, 'experiments', file), 'utf8');
  const measured = readMeasured(text)?.join('\n');
  const isMeasured = Object.values(measuredExperiments).some((experiment) => experiment.file === file);
  expect(measured !== undefined).toBe(isMeasured);
  expect(measured?.includes(`numerics ${numerics}.`) ?? true).toBe(true);
  const byHand = measured === undefined ? text : replaceMeasured(text, []);
  expect(byHand.match(/^#.*\d\.\d+ %.*$/gmu)).toBeNull();
});
