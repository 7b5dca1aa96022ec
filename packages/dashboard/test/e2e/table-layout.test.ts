import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { leaderboardLines } from './read-page.ts';
import { useDemo } from './use-demo.ts';

const demo = useDemo();
const { onPage } = demo;

/** Right edges of the text of a table's head and of its first row, by column. */
const readEdges = (page: Page, table: string): Promise<{ title: string; head: number; value: number }[]> =>
  page.evaluate(`(() => {
    const rightOf = (cell) => {
      const nodes = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      let right = 0;
      for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(node);
        if (!node.parentElement.classList.contains('arrow')) right = Math.max(right, range.getBoundingClientRect().right);
      }
      return right;
    };
    const table = document.querySelector('[data-testid=${table}]');
    const values = table.querySelector('tbody tr').cells;
    return [...table.querySelectorAll('thead th')].flatMap((head, place) =>
      head.classList.contains('number')
        ? [{ title: head.textContent, head: rightOf(head), value: rightOf(values[place]) }]
        : [],
    );
  })()`);

test('the title of a column of numbers ends where its numbers end', async () => {
  await onPage(`/sweeps/${demo.sweeps.finished.id}`, async (page) => {
    await leaderboardLines(page).first().waitFor();
    const edges = await readEdges(page, 'leaderboard');
    expect(edges.length).toBeGreaterThan(4);
    // Behind a mean is room for a spread of six characters.
    const slackOf = (title: string): number => (/accuracy/.test(title) ? 6 : 1);
    const crooked = edges.filter(({ title, head, value }) => Math.abs(head - value) > slackOf(title));
    expect(crooked).toEqual([]);
  });
});

test('on a narrow screen a long name leaves the status in sight, and the first axis of a sweep is whole', async () => {
  const [template] = demo.store.listSweeps();
  if (template === undefined) throw new Error('the demo has no sweep');
  demo.store.openSweep(
    {
      name: 'a-sweep-with-a-name-that-is-longer-than-one-line-of-a-phone',
      specHash: 'long',
      spec: {},
      source: '',
      objective: template.objective,
      axes: [],
      repeats: 1,
      engine: 'wasm',
      firstTrials: [],
    },
    { isFresh: true, workers: 1, processId: process.pid },
  );
  const rightEdgeOf = async (page: Page, selector: string): Promise<number> => {
    const edges = await page
      .locator(selector)
      .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().right));
    return Math.max(...edges);
  };
  const use = async (page: Page): Promise<void> => {
    await page.getByText('a-sweep-with-a-name').waitFor();
    expect(await rightEdgeOf(page, '[data-testid=sweeps] tbody td:nth-child(2)')).toBeLessThanOrEqual(390);
    await page.goto(`${demo.url}/sweeps/${demo.sweeps.finished.id}`);
    await leaderboardLines(page).first().waitFor();
    expect(await rightEdgeOf(page, '[data-testid=leaderboard] .row-link')).toBeLessThanOrEqual(378);
  };
  await onPage('/', use, { viewport: { width: 390, height: 844 } });
});
