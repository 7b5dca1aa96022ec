import { expect, test } from 'vitest';
import { judgeLineCounts, selectCounted } from './line-cap.mjs';

test('goldens, generated files and the reference are exempt', () => {
  const files = ['a.ts', 'b.golden.json', 'c.generated.ts', 'docs/reference/cli.md', 'd.css', 'e.golden.ts', 'f.tsx'];
  expect(selectCounted(files)).toEqual(['a.ts', 'd.css', 'f.tsx']);
});

test('400 lines are allowed, 401 are not; the longest comes first', () => {
  const counts = [
    { file: 'short.ts', lines: 10 },
    { file: 'full.ts', lines: 400 },
    { file: 'over.ts', lines: 401 },
    { file: 'far-over.ts', lines: 900 },
  ];
  expect(judgeLineCounts(counts)).toEqual({
    median: 401,
    tooLong: [
      { file: 'far-over.ts', lines: 900 },
      { file: 'over.ts', lines: 401 },
    ],
  });
});
