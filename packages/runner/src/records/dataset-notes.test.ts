import { expect, test } from 'vitest';
import { datasetNotesOf, describeNote } from './dataset-notes.ts';

const note = { code: 'pixel-scale', severity: 'info', message: 'pixels 0 to 1' } as const;

test('reads the notes of an environment, or none', () => {
  expect(datasetNotesOf({ cores: 2, dataset: { name: 'npz', notes: [note] } })).toEqual([note]);
  const without = [
    undefined,
    null,
    {},
    { dataset: { name: 'npz' } },
    { dataset: { notes: [{ ...note, severity: 1 }] } },
  ];
  for (const environment of without) expect(datasetNotesOf(environment)).toEqual([]);
});

test('a note says how much it matters', () => {
  expect(describeNote(note)).toBe('Note: pixels 0 to 1');
  expect(describeNote({ ...note, severity: 'warning' })).toBe('Warning: pixels 0 to 1');
});
