import { render } from 'preact';
import { afterEach, expect, test } from 'vitest';
import type { Sweep } from '../../contract/index.ts';
import { Sweeps } from './sweeps-page.tsx';

const sweep: Sweep = {
  id: 1,
  name: 'current',
  status: 'finished',
  objective: { name: 'validation.accuracy', goal: 'maximize' },
  repeats: 1,
  folds: null,
  diverged: 'worst',
  engine: 'wasm',
  chosenEngine: null,
  createdAt: 0,
  updatedAt: 0,
  archivedAt: null,
  onPauseSince: null,
  workers: 1,
  revision: 1,
  counts: { pending: 0, running: 0, finished: 1, diverged: 0, failed: 0 },
  bestObjective: 0.5,
};
const archived: Sweep = { ...sweep, id: 2, name: 'old', archivedAt: 5 };

afterEach(() => document.body.replaceChildren());

function show(sweeps: readonly Sweep[]): { readonly root: HTMLElement; names(): (string | null)[] } {
  const root = document.createElement('div');
  // A box that belongs to no page is not ticked by a click.
  document.body.append(root);
  render(<Sweeps sweeps={sweeps} now={0} />, root);
  return { root, names: () => [...root.querySelectorAll('a.row-link')].map(({ textContent }) => textContent) };
}

test('archived sweeps are counted, and shown on request', async () => {
  const { root, names } = show([archived, sweep]);
  expect(names()).toEqual(['current']);
  expect(root.textContent).toContain('Show 1 archived sweep');
  root.querySelector('input')?.click();
  await expect.poll(names).toEqual(['old', 'current']);
  expect(root.querySelector('tbody tr')?.textContent).toContain('archived');
});

test('nothing is said of archived sweeps where there are none, and no table is empty', () => {
  expect(show([sweep]).root.textContent).not.toContain('archived');
  const { root, names } = show([archived]);
  expect([names(), root.querySelector('table')]).toEqual([[], null]);
  expect(show([]).root.textContent).toContain('No sweeps yet');
});
