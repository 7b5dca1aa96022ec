import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seedDemoStore } from '@sweepdeck/runner/demo-store';
import { openSqliteStore, type Store } from '@sweepdeck/runner/store';
import { openPage } from './open-browser.ts';
import { curveCells, leaderboardLines, readChart, shownCells } from './read-page.ts';
import { serveEmptyFolder } from './serve-empty-folder.ts';
import { useDemo } from './use-demo.ts';

const demo = useDemo();
const { onPage, rowsOf, trialWith } = demo;

/** The number of a process that has just ended. */
async function numberOfEndedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  if (child.pid === undefined) throw new Error('node did not start');
  return child.pid;
}

test('the list shows every sweep and leads to it', async () => {
  await onPage('/', async (page) => {
    await page.getByRole('link', { name: demo.sweeps.paused.name }).waitFor();
    expect(await page.locator('[data-testid=sweeps] tbody tr').count()).toBe(demo.store.listSweeps().length);
    await page.getByRole('link', { name: demo.sweeps.finished.name }).click();
    await page.getByRole('heading', { name: demo.sweeps.finished.name }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/sweeps/${demo.sweeps.finished.id}`);
  });
});

test('a killed sweep is listed as interrupted, and opens', async () => {
  const served = await serveEmptyFolder();
  const killedStore = openSqliteStore(served.directory);
  const { running } = seedDemoStore(killedStore, { processId: await numberOfEndedProcess() });
  const watched = await openPage(demo.browser, served.url);
  try {
    const row = watched.page.locator('[data-testid=sweeps] tbody tr', { hasText: running.name });
    await row.waitFor();
    expect(await row.locator('[data-testid=status]').textContent()).toBe('interrupted');
    await row.getByRole('link').click();
    await leaderboardLines(watched.page).first().waitFor();
    expect(watched.complaints).toEqual([]);
  } finally {
    await watched.close();
    killedStore.close();
    await served.close();
  }
});

test("the leaderboard's order is the store's", async () => {
  await onPage(`/sweeps/${demo.sweeps.finished.id}`, async (page) => {
    await leaderboardLines(page).first().waitFor();
    const rows = rowsOf(demo.sweeps.finished.id);
    expect(await shownCells(page)).toEqual(rows.map(({ cell }) => cell));
    expect(await page.locator('[data-testid=leader]').textContent()).toContain(rows[0]?.label);
  });
});

test('curves and heatmaps draw the values of the store', async () => {
  await onPage(`/sweeps/${demo.sweeps.finished.id}`, async (page) => {
    const rows = rowsOf(demo.sweeps.finished.id);
    const best = rows.slice(0, 5).map(({ cell }) => cell);
    await expect.poll(() => curveCells(page)).toEqual(best);
    const first = (await readChart(page, 'curves'))?.find(({ cell, role }) => cell === best[0] && role === 'mean');
    const points = demo.store
      .listMetrics(rows[0]?.trialIds ?? [], ['validation.accuracy'])
      .filter(({ epoch }) => epoch === 3);
    const mean = points.reduce((sum, { value }) => sum + value, 0) / points.length;
    expect(first?.data.find(({ x }) => x === 3)?.y).toBeCloseTo(mean, 10);

    const tile = await readChart(page, 'heatmap/adam');
    const expected = rows.filter(({ parameters }) => parameters['optimizer'] === 'adam');
    expect(tile?.[0]?.data).toHaveLength(expected.length);
    for (const { parameters, objective } of expected) {
      const { loss, learning_rate: rate } = parameters;
      const datum = tile?.[0]?.data.find(({ x, y }) => x === JSON.stringify(rate) && y === loss);
      expect(datum?.source?.value ?? null).toBe(objective?.mean ?? null);
    }
  });
});

test('a running sweep changes the page without a reload, and keeps what was chosen', async () => {
  await onPage(`/sweeps/${demo.sweeps.running.id}`, async (page) => {
    const running = demo.store.listTrials(demo.sweeps.running.id).find(({ status }) => status === 'running');
    const attempt = running === undefined ? undefined : demo.store.listAttempts(running.id).at(-1);
    if (running === undefined || attempt === undefined) throw new Error('the demo has no running trial');
    const row = page.locator(`[data-testid=leaderboard] tr[data-cell="${running.cell}"]`);
    await row.waitFor();
    if (!(await row.getByRole('checkbox').isChecked())) await row.getByRole('checkbox').check();
    await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
    const lengthOf = async () =>
      (await readChart(page, 'curves'))?.find(({ cell, role }) => cell === running.cell && role === 'mean')?.data
        .length ?? 0;
    await expect.poll(lengthOf).toBeGreaterThan(0);
    const before = await lengthOf();

    demo.store.appendEpoch(attempt.id, before + 1, { 'validation.accuracy': 0.91, 'train.accuracy': 0.92 });
    await expect.poll(lengthOf).toBe(before + 1);

    const result = {
      bestEpoch: before + 1,
      objective: 0.9912,
      seconds: 60,
      divergedAt: null,
      metrics: { 'test.accuracy': 0.99 },
    };
    demo.store.endAttempt(attempt.id, { status: 'finished', result });
    await expect.poll(() => row.textContent()).toContain('99.12 %');
    await expect.poll(() => page.locator('[data-testid=leader]').textContent()).toContain('99.12 %');
    expect(await row.getByRole('checkbox').isChecked()).toBe(true);
    expect(await shownCells(page)).toEqual(rowsOf(demo.sweeps.running.id).map(({ cell }) => cell));
    expect(await page.evaluate(() => 'isSamePage' in globalThis)).toBe(true);
  });
});

test('sort, filters and ticks live in the address and survive a reload', async () => {
  await onPage(`/sweeps/${demo.sweeps.finished.id}`, async (page) => {
    await page.getByRole('button', { name: 'hinge', exact: true }).click();
    await page.getByRole('button', { name: 'learning rate' }).click();
    await leaderboardLines(page).nth(2).getByRole('checkbox').check();
    await page.getByLabel('Metric').first().selectOption('loss');
    const hinge = rowsOf(demo.sweeps.finished.id).filter(({ parameters }) => parameters['loss'] === 'hinge');
    const byRate = hinge.toSorted(
      (a, b) => Number(a.parameters['learning_rate']) - Number(b.parameters['learning_rate']),
    );
    const expected = byRate.map(({ cell }) => cell);
    await expect.poll(() => shownCells(page)).toEqual(expected);
    await expect.poll(async () => (await curveCells(page)).length).toBe(6);
    await page.reload();
    await expect.poll(() => shownCells(page)).toEqual(expected);
    await expect.poll(async () => await curveCells(page)).toContain(expected[2]);
    expect(await page.getByLabel('Metric').first().inputValue()).toBe('loss');
    expect(await page.getByRole('columnheader', { name: 'learning rate' }).getAttribute('aria-sort')).toBe('ascending');
  });
});

test('a run page shows its result, its confusion matrix and its configuration', async () => {
  const trial = trialWith(demo.sweeps.finished.id, 'finished');
  await onPage(`/trials/${trial.id}?sweep=${demo.sweeps.finished.id}`, async (page) => {
    await page.locator('[data-testid=result]').waitFor();
    const drawn = (await readChart(page, 'confusion'))?.[0]?.data ?? [];
    const { confusion = [], reliability = [], mistakes = [] } = demo.store.getArtifacts(trial.id);
    expect(drawn).toHaveLength(confusion.flat().length);
    const [points, , images] = (await readChart(page, 'reliability')) ?? [];
    const filled = reliability.filter(({ count }) => count > 0);
    expect(points?.data).toEqual(filled.map(({ meanConfidence: x, accuracy: y }) => ({ x, y })));
    expect(images?.data.map(({ y }) => y)).toEqual(reliability.map(({ count }) => count));
    const wrong = await page.locator('[data-testid=mistakes] tbody th').allTextContents();
    expect(wrong).toEqual(mistakes.map(({ index }) => String(index)));
    expect(await page.locator('[data-testid=cost]').textContent()).toContain('693,962 parameters');
    expect(await page.locator('[data-testid=data-notes] li').allTextContents()).toEqual([
      'Note: Nothing was trained on these images: the numbers are invented.',
      'Warning: This is where warnings about the data of a real sweep appear.',
    ]);
    await page.getByRole('button', { name: 'recall' }).click();
    const recalls = await page.locator('[data-testid=classes] tbody td:nth-child(3)').allTextContents();
    const sorted = recalls.map((text) => Number.parseFloat(text));
    expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
    expect(new URL(page.url()).searchParams.get('classes')).toBe('recall');
    expect(await page.locator('[data-testid=configuration]').textContent()).toContain(trial.config.loss.name);
    expect((await readChart(page, 'curve/accuracy'))?.length).toBeGreaterThan(0);
  });
});

test('a sweep shows its engine and why auto took it; a run shows where it was trained', async () => {
  await onPage(`/sweeps/${demo.sweeps.finished.id}`, async (page) => {
    await expect
      .poll(() => page.locator('[data-testid=engine]').getAttribute('title'))
      .toContain('WebAssembly SIMD128');
    const choice = page.locator('[data-testid=engine-choice]');
    expect(await choice.textContent()).toBe('Engine auto: wasm 9.8 ms a step, tensorflow 14.1 ms; off: webgpu');
    expect(await choice.getAttribute('title')).toContain('webgpu: this machine has no GPU');
  });
  const [trial] = demo.store.listTrials(demo.sweeps.finished.id);
  await onPage(`/trials/${trial?.id}`, async (page) => {
    await page.getByText('engine wasm').waitFor();
    await page.getByRole('cell', { name: 'WebAssembly SIMD128' }).waitFor();
  });
});

test('a diverged run says when', async () => {
  const trial = trialWith(demo.sweeps.finished.id, 'diverged');
  await onPage(`/trials/${trial.id}`, async (page) => {
    const note = await page.locator('[data-testid=diverged]').textContent();
    expect(note).toContain(`epoch ${trial.result?.divergedAt?.epoch}`);
  });
});

test('no page scrolls sideways at 390 px', async () => {
  const trial = demo.store.listTrials(demo.sweeps.finished.id)[0];
  for (const path of ['/', '/range-tests', `/sweeps/${demo.sweeps.finished.id}`, `/trials/${trial?.id}`]) {
    await onPage(
      path,
      async (page) => {
        await page.locator('table').first().waitFor();
        const excess = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect({ path, excess }).toEqual({ path, excess: 0 });
      },
      { viewport: { width: 390, height: 844 } },
    );
  }
});

test('the dark theme follows the system, and a choice is kept', async () => {
  const ground = (page: Page) => page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
  await onPage(
    '/',
    async (page) => {
      await page.locator('table').waitFor();
      expect(await ground(page)).toBe('rgb(15, 18, 23)');
      await page.locator('[data-testid=theme]').click();
      expect(await ground(page)).toBe('rgb(246, 247, 249)');
      await page.reload();
      await page.locator('table').waitFor();
      expect(await ground(page)).toBe('rgb(246, 247, 249)');
    },
    { colorScheme: 'dark' },
  );
});

test('range tests are listed and drawn, each with its suggestion', async () => {
  await onPage('/', async (page) => {
    await page.getByRole('link', { name: 'Range tests' }).click();
    await page.getByRole('heading', { name: 'Learning-rate range tests' }).waitFor();
    const stored = demo.store.listRangeTests();
    await expect.poll(() => page.locator('[data-testid=range-tests] tbody tr').count()).toBe(stored.length);
    for (const { id, points, summary } of stored) {
      const roles = async (): Promise<unknown[]> =>
        (await readChart(page, `range-test/${id}`))?.map(({ role }) => role) ?? [];
      await expect.poll(roles).toContain('smoothed');
      expect((await roles()).includes('usable')).toBe(summary.usableRates !== null);
      expect((await roles()).includes('diverged')).toBe(points.some(({ loss }) => !Number.isFinite(loss)));
    }
  });
});

test('without range tests the page says how to run one', async () => {
  const empty = await serveEmptyFolder();
  const watched = await openPage(demo.browser, `${empty.url}/range-tests`);
  try {
    await watched.page.getByText('runner lr-find').waitFor();
    expect(watched.complaints).toEqual([]);
  } finally {
    await watched.close();
    await empty.close();
  }
});

test('an unknown sweep and an unknown page say so', async () => {
  await onPage(
    '/sweeps/424242',
    async (page) => {
      expect(await page.locator('[data-testid=failure]').textContent()).toContain('There is no sweep 424242');
    },
    { expectedComplaints: [/404/] },
  );
  await onPage('/nowhere/at/all', async (page) => {
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  });
});

test('an empty folder shows how to start, and the first sweep appears by itself', async () => {
  const empty = await serveEmptyFolder();
  const watched = await openPage(demo.browser, empty.url);
  let late: Store | undefined;
  try {
    await watched.page.locator('[data-testid=empty]').waitFor();
    late = openSqliteStore(empty.directory);
    seedDemoStore(late);
    await watched.page.locator('[data-testid=sweeps] tbody tr').first().waitFor({ timeout: 30_000 });
    expect(watched.complaints).toEqual([]);
  } finally {
    await watched.close();
    late?.close();
    await empty.close();
  }
});

test('a dropped stream is said, and is picked up again', async () => {
  const served = await serveEmptyFolder();
  const watched = await openPage(demo.browser, served.url);
  try {
    await watched.page.locator('[data-testid=empty]').waitFor();
    const note = watched.page.locator('[data-testid=connection]');
    await served.stop();
    await expect.poll(() => note.textContent()).toBe('Reconnecting…');
    await served.restart();
    await expect.poll(() => note.textContent()).toBe('');
  } finally {
    await watched.close();
    await served.close();
  }
});

test('the gallery of charts is served and draws', async () => {
  await onPage('/gallery/', async (page) => {
    await page.locator('canvas').first().waitFor();
    await expect.poll(() => page.locator('canvas').count()).toBeGreaterThan(5);
  });
});

test('ten tabs of one browser load, and hear of changes', async () => {
  await onPage('/', async (first) => {
    const more = [];
    for (let i = 0; i < 9; i++) {
      const page = await first.context().newPage();
      await page.goto(`${demo.url}/`);
      more.push(page);
    }
    const tabs = [first, ...more];
    for (const page of tabs) await page.getByRole('link', { name: demo.sweeps.paused.name }).waitFor();
    // Every tab may be shown, as windows side by side are.
    const { objective, axes, repeats, engine, spec } = demo.sweeps.paused;
    const changed = {
      name: 'seen in every tab',
      specHash: 'tabs',
      source: '',
      firstTrials: [],
      objective,
      axes,
      repeats,
      engine,
      spec,
    };
    demo.store.openSweep(changed, { isFresh: false, workers: 1, processId: process.pid });
    for (const page of tabs) {
      await page.getByRole('link', { name: changed.name }).waitFor();
      expect(await page.getByRole('link', { name: changed.name }).isVisible()).toBe(true);
    }
  });
});
