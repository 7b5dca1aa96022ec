import { expect, test } from 'vitest';
import { buildApiReference } from './reference.ts';
import { routes } from './routes.ts';

test('names every route, with its fields as they are sent', () => {
  const reference = buildApiReference();
  for (const { path } of Object.values(routes)) expect(reference).toContain(`## GET ${path}\n`);
  expect(reference).toContain('bestObjective: number | "NaN" | "Infinity" | "-Infinity" | null;');
  expect(reference).toContain('- `sweep` (optional): The sweep to see it in');
  expect(reference).toContain('type: "sweep-changed";');
});
