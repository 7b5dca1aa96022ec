import { expect, test } from 'vitest';
import { withSection } from './benchmark-page.ts';

const sections = (page: string): string[] => page.split('\n').filter((line) => /^(#|[a-z])/u.test(line));

test('a section is appended once and then replaced where it stands', () => {
  const first = withSection('# Page\n', 'engine', 'old');
  const second = withSection(first, 'sweep', 'other');
  const third = withSection(second, 'engine', '## Engine\n\nnew');
  expect(sections(third)).toEqual(['# Page', '## Engine', 'new', 'other']);
  expect(withSection(third, 'engine', '## Engine\n\nnew')).toBe(third);
});

test('a page is begun with a title', () => {
  expect(withSection(undefined, 'engine', 'figures')).toMatch(/^# Benchmarks\n[^]*figures/u);
});
