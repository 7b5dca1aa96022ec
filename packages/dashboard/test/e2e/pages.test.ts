import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { curveCells, leaderboardLines, readChart } from './read-page.ts';
import { useDemo } from './use-demo.ts';

const demo = useDemo();
const { onPage, rowsOf } = demo;

const pathOf = (page: Page): string => new URL(page.url()).pathname;

test('a click anywhere in a row opens it, on its tick box not', async () => {
  const [first] = rowsOf(demo.sweeps.finished.id);
  await onPage(`/sweeps/${demo.sweeps.finished.id}`, async (page) => {
    await leaderboardLines(page).first().getByRole('checkbox').click();
    await expect.poll(() => leaderboardLines(page).first().getByRole('checkbox').isChecked()).toBe(false);
    expect(pathOf(page)).toBe(`/sweeps/${demo.sweeps.finished.id}`);
    await leaderboardLines(page).first().locator('td').last().click();
    await expect.poll(() => pathOf(page)).toBe(`/trials/${first?.trialIds[0]}`);
  });
  await onPage('/', async (page) => {
    await page
      .locator('[data-testid=sweeps] tbody tr', { hasText: demo.sweeps.paused.name })
      .locator('td')
      .last()
      .click();
    await expect.poll(() => pathOf(page)).toBe(`/sweeps/${demo.sweeps.paused.id}`);
  });
});

test('a middle click and one with Ctrl open a row in a new tab', async () => {
  await onPage(`/sweeps/${demo.sweeps.finished.id}`, async (page) => {
    const [first] = rowsOf(demo.sweeps.finished.id);
    const cell = leaderboardLines(page).first().locator('td').last();
    for (const isMiddle of [true, false]) {
      const opened = page.context().waitForEvent('page');
      await cell.click(isMiddle ? { button: 'middle' } : { modifiers: ['Control'] });
      const tab = await opened;
      await expect.poll(() => pathOf(tab)).toBe(`/trials/${first?.trialIds[0]}`);
      await tab.close();
    }
    expect(pathOf(page)).toBe(`/sweeps/${demo.sweeps.finished.id}`);
  });
});

test('text of a row can be selected', async () => {
  await onPage('/', async (page) => {
    const box = await page.locator('[data-testid=sweeps] tbody td.muted').first().boundingBox();
    if (box === null) throw new Error('the list has no row');
    await page.mouse.move(box.x + 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    expect((await page.evaluate<string>('getSelection().toString()')).length).toBeGreaterThan(5);
    expect(pathOf(page)).toBe('/');
  });
});

test('a click on a range test brings its chart into view', async () => {
  const last = demo.store.listRangeTests().at(-1);
  await onPage('/range-tests', async (page) => {
    await page.locator('[data-testid=range-tests] tbody tr').last().locator('td').nth(3).click();
    const tile = page.locator(`figure.opened[data-test="${last?.id}"]`);
    await tile.waitFor();
    const middle = async () => {
      const box = await tile.boundingBox();
      return box === null ? -1 : box.y + box.height / 2;
    };
    await expect.poll(middle).toBeGreaterThan(0);
    expect(await middle()).toBeLessThan(900);
    expect(new URL(page.url()).searchParams.get('test')).toBe(String(last?.id));
  });
});

test('filters reach headline, curves and heatmap, and can be cleared', async () => {
  const rows = rowsOf(demo.sweeps.finished.id);
  const mse = rows.filter(({ parameters }) => parameters['loss'] === 'mse');
  await onPage(`/sweeps/${demo.sweeps.finished.id}`, async (page) => {
    const leader = page.locator('[data-testid=leader]');
    await leader.getByText(rows[0]?.label ?? '').waitFor();
    expect(mse[0]?.cell).not.toBe(rows[0]?.cell);
    await page.getByRole('button', { name: 'mse', exact: true }).click();
    const note = page.locator('[data-testid=filter-note]');
    expect(await note.textContent()).toContain(`${mse.length} of ${rows.length} cells pass the filters: loss mse.`);
    expect(await leader.textContent()).toContain(`Of ${mse.length} filtered cells, ${mse[0]?.label}`);
    const drawn = mse.filter(({ rank }) => rank !== null).slice(0, 5);
    await expect.poll(() => curveCells(page)).toEqual(drawn.map(({ cell }) => cell));
    const tile = await readChart(page, 'heatmap/adam');
    const adam = mse.filter(({ parameters }) => parameters['optimizer'] === 'adam');
    expect(tile?.[0]?.data.map(({ y }) => y)).toEqual(adam.map(() => 'mse'));

    await page.getByLabel('Filter the page by text').fill('sgd');
    await expect.poll(() => readChart(page, 'heatmap/adam')).toBeUndefined();
    await note.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => note.count()).toBe(0);
    expect(await leader.textContent()).toContain(rows[0]?.label);
    await expect.poll(() => leaderboardLines(page).count()).toBe(rows.length);
  });
});

test('ticked cells that a filter hides stay ticked', async () => {
  const rows = rowsOf(demo.sweeps.finished.id);
  const [hinge, mse] = ['hinge', 'mse'].map((loss) => rows.find(({ parameters }) => parameters['loss'] === loss));
  const cells = [hinge, mse].map((row) => row?.trialIds[0]).join(',');
  await onPage(`/sweeps/${demo.sweeps.finished.id}?cells=${cells}&in.loss=mse`, async (page) => {
    await expect.poll(() => curveCells(page)).toEqual([mse?.cell]);
    await page.getByText('1 ticked cell hidden by the filters.').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => curveCells(page)).toHaveLength(2);
  });
});

test('cells that are ticked are compared under the headline and marked in the heatmap', async () => {
  const rows = rowsOf(demo.sweeps.finished.id);
  const [first, second] = rows.filter(({ parameters }) => parameters['optimizer'] === 'sgd');
  await onPage(`/sweeps/${demo.sweeps.finished.id}`, async (page) => {
    await page
      .locator('[data-testid=leader]')
      .getByText(rows[0]?.label ?? '')
      .waitFor();
    expect(await page.locator('[data-testid=ticked]').count()).toBe(0);
  });
  const cells = [first, second].map((row) => row?.trialIds[0]).join(',');
  await onPage(`/sweeps/${demo.sweeps.finished.id}?cells=${cells}`, async (page) => {
    const ticked = page.locator('[data-testid=ticked]');
    await ticked.waitFor();
    expect(await ticked.textContent()).toContain(`Of 2 ticked cells, ${first?.label}`);
    expect(await page.locator('[data-testid=leader]').textContent()).toContain(rows[0]?.label);
    const dots = () =>
      page.evaluate(() => {
        const { charts } = (globalThis as unknown as MarkedCharts).__sweepdeck;
        const { data, options } = charts.get('heatmap/sgd');
        return data.datasets[0].data.flatMap(({ source }, place) =>
          options.plugins.cellLayer.cells[place]?.dot === undefined ? [] : [source.cell],
        );
      });
    await expect.poll(async () => (await dots()).toSorted()).toEqual([first?.cell, second?.cell].toSorted());
    await page.getByText('A dot marks a ticked cell').waitFor();
  });
});

interface MarkedCharts {
  readonly __sweepdeck: {
    readonly charts: {
      get(id: string): {
        readonly data: {
          readonly datasets: readonly [{ readonly data: readonly { readonly source: { readonly cell: string } }[] }];
        };
        readonly options: {
          readonly plugins: { readonly cellLayer: { readonly cells: readonly { readonly dot?: object }[] } };
        };
      };
    };
  };
}

test('an address of more ticked cells than are drawn says so', async () => {
  const cells = rowsOf(demo.sweeps.finished.id)
    .slice(0, 20)
    .map(({ trialIds }) => trialIds[0]);
  await onPage(`/sweeps/${demo.sweeps.finished.id}?cells=${cells.join(',')}`, async (page) => {
    const note = page.locator('[data-testid=dropped]');
    await expect.poll(() => note.textContent()).toContain('the first 16 of the 20 in the address are ticked.');
  });
});

test('the seventeenth tick says which cell it drops', async () => {
  const rows = rowsOf(demo.sweeps.finished.id);
  const cells = rows.slice(0, 16).map(({ trialIds }) => trialIds[0]);
  await onPage(`/sweeps/${demo.sweeps.finished.id}?cells=${cells.join(',')}`, async (page) => {
    await leaderboardLines(page).nth(16).getByRole('checkbox').click();
    const note = page.locator('[data-testid=dropped]');
    await expect.poll(() => note.textContent()).toBe(`At most 16 cells are drawn: ${rows[0]?.label} was unticked.`);
    expect(await leaderboardLines(page).first().getByRole('checkbox').isChecked()).toBe(false);
    await leaderboardLines(page).nth(16).getByRole('checkbox').click();
    await expect.poll(() => note.textContent()).toBe('');
  });
});

test('the legend shows the dashes of the curves', async () => {
  const cells = rowsOf(demo.sweeps.finished.id)
    .filter(({ rank }) => rank !== null)
    .slice(0, 10)
    .map(({ trialIds }) => trialIds[0]);
  await onPage(`/sweeps/${demo.sweeps.finished.id}?cells=${cells.join(',')}`, async (page) => {
    await page.locator('[data-testid=curve-legend] li').nth(9).waitFor();
    const legend = await page
      .locator('[data-testid=curve-legend] line')
      .evaluateAll((drawn) =>
        drawn.map((line) => `${line.getAttribute('stroke')} ${line.getAttribute('stroke-dasharray') ?? ''}`),
      );
    const curves = () =>
      page.evaluate(() =>
        [...(globalThis as unknown as Charts).__sweepdeck.charts.get('curves').data.datasets]
          .filter(({ role }) => role === 'mean')
          .map(({ borderColor, borderDash }) => `${borderColor} ${borderDash.join(' ')}`),
      );
    await expect.poll(async () => (await curves()).toSorted()).toEqual(legend.toSorted());
    expect(legend.filter((line) => !line.endsWith(' '))).toHaveLength(2);
  });
});

interface Charts {
  readonly __sweepdeck: {
    readonly charts: {
      get(id: string): {
        readonly data: {
          readonly datasets: readonly {
            readonly role: string;
            readonly borderColor: string;
            readonly borderDash: readonly number[];
          }[];
        };
      };
    };
  };
}

test('the keys work without a click into the table, and not while typing', async () => {
  await onPage(`/sweeps/${demo.sweeps.finished.id}`, async (page) => {
    await leaderboardLines(page).first().waitFor();
    const focused = () => page.evaluate<string | null>('document.activeElement?.getAttribute("data-cell")');
    const rows = rowsOf(demo.sweeps.finished.id);
    await page.keyboard.press('j');
    await expect.poll(focused).toBe(rows[0]?.cell);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await expect.poll(focused).toBe(rows[1]?.cell);
    await page.keyboard.press('x');
    await expect.poll(() => leaderboardLines(page).nth(1).getByRole('checkbox').isChecked()).toBe(false);

    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await help.getByText('next cell').waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });

    const search = page.getByLabel('Filter the page by text');
    await search.focus();
    await page.keyboard.type('jk?x');
    expect(await search.inputValue()).toBe('jk?x');
    expect(await help.isVisible()).toBe(false);
  });
});

test('the keyboard moves, ticks and opens', async () => {
  await onPage(`/sweeps/${demo.sweeps.finished.id}`, async (page) => {
    await leaderboardLines(page).first().focus();
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('k');
    await page.keyboard.press(' ');
    await expect.poll(() => leaderboardLines(page).nth(1).getByRole('checkbox').isChecked()).toBe(false);
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=result]').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/trials/${rowsOf(demo.sweeps.finished.id)[1]?.trialIds[0]}`);
  });
});

test('a sweep says what it trains on what, and for how long', async () => {
  await onPage(`/sweeps/${demo.sweeps.finished.id}`, async (page) => {
    const setting = page.locator('[data-testid=setting]');
    await setting.waitFor();
    expect(await setting.textContent()).toBe('glyphs · seed-cnn · 12 epochs · batch size 32');
  });
});

test('a paused sweep gives the command that continues it', async () => {
  await onPage(`/sweeps/${demo.sweeps.paused.id}`, async (page) => {
    const note = page.locator('[data-testid=continue]');
    await note.waitFor();
    expect(await note.textContent()).toContain('Paused with 6 trials to do and 1 failed trial. To continue:');
    expect(await note.locator('code').textContent()).toBe(
      `runner sweep s${demo.sweeps.paused.id} --store ${demo.directory}`,
    );
  });
});
