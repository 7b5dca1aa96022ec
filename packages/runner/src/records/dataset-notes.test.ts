import { expect, test } from 'vitest';
import { describeNote } from './dataset-notes.ts';

const note = { code: 'pixel-scale', severity: 'info', message: 'pixels 0 to 1' } as const;

test('a note says how much it matters', () => {
  expect(describeNote(note)).toBe('Note: pixels 0 to 1');
  expect(describeNote({ ...note, severity: 'warning' })).toBe('Warning: pixels 0 to 1');
});
