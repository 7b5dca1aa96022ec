import { expect, test } from 'vitest';
import { routeUrl } from './route.ts';
import { routes } from './routes.ts';

test('fills the path and joins lists in the query', () => {
  const url = routeUrl(routes.curves, { id: 7 }, { cells: ['a b', 'c'], metrics: ['train.loss'] });
  expect(url).toBe('/api/sweeps/7/curves?cells=a+b%2Cc&metrics=train.loss');
  const query = Object.fromEntries(new URL(url, 'http://localhost').searchParams);
  expect(routes.curves.query.parse(query)).toEqual({ cells: ['a b', 'c'], metrics: ['train.loss'] });
});

test('leaves out what is undefined and escapes the path', () => {
  expect(routeUrl(routes.trial, { id: '../x' }, { sweep: undefined })).toBe('/api/trials/..%2Fx');
});

test('a missing parameter is a defect', () => {
  expect(() => routeUrl(routes.sweep, {})).toThrow('/api/sweeps/:id needs id');
});

test.each(['0', '-1', 'abc', '1.5', ''])('the id "%s" is refused', (id) => {
  expect(routes.sweep.params.safeParse({ id }).success).toBe(false);
});
