import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { leaderboardLines } from './read-page.ts';
import { useDemo } from './use-demo.ts';

const demo = useDemo();
const { onPage, trialWith } = demo;

test('a diverged trial says where and why at the top, and so do the links to it', async () => {
  const { id, cell, sweepId, result } = trialWith(demo.sweeps.finished.id, 'diverged');
  const at = result?.divergedAt;
  const where = `in epoch ${at?.epoch}, step ${at?.step}: the loss became NaN`;
  await onPage(`/trials/${id}?sweep=${sweepId}`, async (page) => {
    const note = page.locator('[data-testid=diverged]');
    await note.waitFor();
    expect(await note.textContent()).toContain(`This trial diverged ${where}.`);
    expect((await note.boundingBox())?.y).toBeLessThan(220);
    const diverged = demo.store
      .listTrials(sweepId)
      .filter((trial) => trial.cell === cell && trial.status === 'diverged');
    const links = page.locator('.siblings a', { hasText: 'diverged in epoch' });
    expect(await links.count()).toBe(diverged.length);
    expect(await page.locator('.siblings a[aria-current]').getAttribute('title')).toBe(`diverged ${where}`);
  });
});

test('an own model is shown whole, and an early stop says its reason', async () => {
  const { id } = trialWith(demo.sweeps.layers.id, 'finished');
  await onPage(`/trials/${id}`, async (page) => {
    const layers = page.locator('[data-testid=configuration] .value-lines li');
    await layers.first().waitFor();
    expect(await layers.allTextContents()).toEqual([
      '{ name: conv2d, filters: 16, kernel_size: 3, activation: relu }',
      '{ name: max-pool, size: 2 }',
      '{ name: conv2d, filters: 32, kernel_size: 3, activation: relu }',
      '{ name: max-pool, size: 2 }',
      '{ name: flatten }',
      '{ name: dense, units: 128, activation: relu }',
      '{ name: dropout, rate: 0.5 }',
      '{ name: dense }',
    ]);
    expect(await page.locator('[data-testid=configuration]').textContent()).not.toContain('…');
    expect(await page.locator('[data-testid=early-stop]').textContent()).toBe(
      'Stopped after epoch 7 of 20: validation accuracy did not improve for 3 epochs.',
    );
  });
});

test('a shortened value of the leaderboard has its full text a pointer away', async () => {
  await onPage(`/sweeps/${demo.sweeps.layers.id}`, async (page) => {
    const link = leaderboardLines(page).first().locator('a.row-link');
    await link.waitFor();
    expect(await link.textContent()).toContain('…');
    expect(await link.getAttribute('title')).toContain('{ name: dense, units: 128, activation: relu }');
  });
});

test('panels side by side begin and end together', async () => {
  const { id } = trialWith(demo.sweeps.finished.id, 'finished');
  await onPage(`/trials/${id}`, async (page) => {
    await page.locator('[data-testid=mistakes]').waitFor();
    const rows = await page.locator('.page > .columns').evaluateAll((grids) =>
      grids.map((grid) =>
        [...grid.children].map((panel) => {
          const { top, bottom, width } = panel.getBoundingClientRect();
          const title = panel.querySelector('h2')?.getBoundingClientRect();
          return { top, bottom, width, title: (title?.top ?? 0) + (title?.height ?? 0) / 2 };
        }),
      ),
    );
    expect(rows).toHaveLength(3);
    for (const [left, right] of rows) expect(right).toEqual(left);
    const edges = await page
      .locator('.page > .panel, .page > .columns')
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().left));
    expect(new Set(edges).size).toBe(1);
  });
});

test('what a trial prints lies in a panel that is closed at first, grows while it runs, and scrolls in itself', async () => {
  const trial = trialWith(demo.sweeps.running.id, 'running');
  const attemptId = demo.store.listAttempts(trial.id)[0]?.id ?? 0;
  const steps = Array.from({ length: 400 }, (_, i) => `step ${i} ${'loss 0.5 '.repeat(30)}`).join('\n');
  const head = `\u001b[31m<b>first</b>\u001b[0m\n${steps}\n`;
  const size = { omittedBytes: 1_234_567, bytes: 1_300_000, lines: 9000 };
  for (const width of [1440, 390]) {
    demo.store.keepOutput(attemptId, { head, tail: 'last\n', ...size });
    const use = async (page: Page): Promise<void> => {
      const panel = page.getByTestId('output');
      const text = panel.locator('pre');
      await expect.poll(() => panel.locator('summary').textContent()).toBe('Output 9,000 lines printed');
      expect(await text.count()).toBe(0);
      await panel.locator('summary').click();
      await expect.poll(() => text.textContent()).toContain('<b>first</b>\nstep 0 loss');
      expect(await text.textContent()).toMatch(/^<b>.*\n… 1,234,567 bytes left out …\nlast\n$/s);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect((await text.boundingBox())?.height).toBeLessThanOrEqual(540);
      demo.store.keepOutput(attemptId, { head, tail: `last\nand more\n`, ...size });
      await expect.poll(() => text.textContent()).toContain('last\nand more\n');
    };
    await onPage(`/trials/${trial.id}`, use, { viewport: { width, height: 900 } });
  }
  const silent = trialWith(demo.sweeps.finished.id, 'finished');
  await onPage(`/trials/${silent.id}`, async (page) => {
    await expect.poll(() => page.getByTestId('attempts').count()).toBe(1);
    expect(await page.getByTestId('output').count()).toBe(0);
  });
});
