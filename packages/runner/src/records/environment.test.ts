import { expect, test } from 'vitest';
import { parseEnvironment } from './environment.ts';

const note = { code: 'pixel-scale', severity: 'info', message: 'pixels 0 to 1' };

test('what is understood comes back as it was stored, and so does what nobody knows', () => {
  const stored = {
    cores: 2,
    git_commit: null,
    later: [1],
    dataset: { name: 'pets', class_names: ['cat'], notes: [note] },
  };
  expect(parseEnvironment(stored)).toEqual(stored);
});

test('a fact in another form is left out, and the others stay', () => {
  const stored = {
    cores: 'two',
    node: '20',
    dataset: { name: 'pets', class_names: [1], notes: [{ ...note, severity: 1 }] },
  };
  expect(parseEnvironment(stored)).toEqual({ node: '20', dataset: { name: 'pets' } });
  expect(parseEnvironment({ node: '20', dataset: 'pets' })).toEqual({ node: '20' });
});

test.each([undefined, null, 'x', [1]])('%j is no environment', (stored) => {
  expect(parseEnvironment(stored)).toEqual({});
});
