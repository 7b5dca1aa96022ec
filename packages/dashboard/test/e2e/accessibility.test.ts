import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openPage } from './open-browser.ts';
import { leaderboardLines } from './read-page.ts';
import { serveEmptyFolder } from './serve-empty-folder.ts';
import { useDemo } from './use-demo.ts';

const demo = useDemo();
const { trialWith } = demo;

/** Returns every violation of the rules of axe-core on the page as it is shown now: rule, impact and elements. */
async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const results = await page.evaluate<axe.AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return results.violations.map(
    ({ id, impact, help, nodes }) => `${id} (${impact}): ${help}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
}

/** Checks a page in both themes and at both widths. */
async function expectAccessible(url: string, prepare: (page: Page) => Promise<unknown>): Promise<void> {
  const { page, close } = await openPage(demo.browser, url);
  try {
    await prepare(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        expect({ colorScheme, width, violations: await violations(page) }).toEqual({
          colorScheme,
          width,
          violations: [],
        });
      }
    }
  } finally {
    await close();
  }
}

test('the checks find what is wrong', async () => {
  const { page, close } = await openPage(demo.browser, demo.url);
  try {
    await page.locator('table').waitFor();
    await page.evaluate('document.body.insertAdjacentHTML("beforeend", "<main><img src=\\"/favicon.svg\\"></main>")');
    expect((await violations(page)).join('\n')).toContain('image-alt (critical)');
  } finally {
    await close();
  }
});

test('the list of sweeps', async () => {
  await expectAccessible(demo.url, (page) => page.locator('table').waitFor());
});

test('a sweep that is through, filtered or not, and its keys', async () => {
  const address = `${demo.url}/sweeps/${demo.sweeps.finished.id}`;
  await expectAccessible(address, (page) => page.locator('[data-testid=curve-legend]').waitFor());
  await expectAccessible(`${address}?in.loss=mse`, (page) => page.locator('[data-testid=filter-note]').waitFor());
  await expectAccessible(address, async (page) => {
    await leaderboardLines(page).first().waitFor();
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keys' }).waitFor();
  });
});

test('a paused and a running sweep', async () => {
  for (const { id } of [demo.sweeps.paused, demo.sweeps.running]) {
    await expectAccessible(`${demo.url}/sweeps/${id}`, (page) => page.locator('[data-testid=leaderboard]').waitFor());
  }
});

test.each([
  ['finished', () => trialWith(demo.sweeps.finished.id, 'finished')],
  ['diverged', () => trialWith(demo.sweeps.finished.id, 'diverged')],
  ['failed', () => trialWith(demo.sweeps.paused.id, 'failed')],
  ['of own layers', () => trialWith(demo.sweeps.layers.id, 'finished')],
] as const)('a trial: %s', async (_, find) => {
  await expectAccessible(`${demo.url}/trials/${find().id}`, async (page) => {
    await page.locator('[data-testid=configuration]').waitFor();
    for (const summary of await page.locator('summary').all()) await summary.click();
    for (const output of await page.getByTestId('output').all()) await output.locator('pre').waitFor();
  });
});

test('the range tests', async () => {
  await expectAccessible(`${demo.url}/range-tests`, async (page) => {
    const charts = page.locator('figure canvas');
    await expect.poll(() => charts.count()).toBe(demo.store.listRangeTests().length);
  });
});

test('pages that are not there', async () => {
  await expectAccessible(`${demo.url}/nowhere/at/all`, (page) => page.locator('h1').waitFor());
  for (const path of ['/sweeps/424242', '/trials/424242'])
    await expectAccessible(demo.url + path, (page) => page.locator('[data-testid=failure]').waitFor());
});

test('the gallery of charts', async () => {
  await expectAccessible(`${demo.url}/gallery/`, (page) => page.locator('canvas').first().waitFor());
});

test('an empty store', async () => {
  const empty = await serveEmptyFolder();
  try {
    for (const path of ['/', '/range-tests'])
      await expectAccessible(empty.url + path, (page) => page.locator('[data-testid=empty]').waitFor());
  } finally {
    await empty.close();
  }
});
