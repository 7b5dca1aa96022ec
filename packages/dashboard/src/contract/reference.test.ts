import { expect, test } from 'vitest';
import { buildApiReference } from './reference.ts';
import { routes } from './routes.ts';

test('names every route, with its fields as they are sent', () => {
  const reference = buildApiReference();
  for (const { path } of Object.values(routes)) expect(reference).toContain(`## GET ${path}\n`);
  expect(reference).toContain('bestObjective: number | "NaN" | "Infinity" | "-Infinity" | null;');
  expect(reference).toContain('- `sweep` (optional): The sweep to show it in');
  expect(reference).toContain('type: "sweep-changed";');
});

test('a nullable type is a union, and the names of the metrics are not listed again', () => {
  const reference = buildApiReference();
  expect(reference).toContain('finishedAt: number | null;');
  expect(reference).not.toContain(',null');
  expect(reference).toContain('name: MetricName;');
  expect(reference).not.toContain('"validation.brier" |');
});
