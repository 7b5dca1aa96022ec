import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildLeaderboard } from '@sweepdeck/runner/records';
import { openSqliteReader } from '@sweepdeck/runner/store';
import { openBrowser, openPage } from './open-browser.ts';
import { readChart, shownCells } from './read-page.ts';

const program = fileURLToPath(new URL('../../../runner/bin/runner.mjs', import.meta.url));

// Real training, slow enough for a browser to see it happen.
const sweep = `
name: live
dataset: { name: glyphs, count: 1000 }
model: seed-cnn
training: { epochs: 3, batch_size: 16 }
parameters:
  loss: { values: [cross-entropy, hinge] }
  learning_rate: { values: [0.0003, 0.001, 0.003] }
`;

let directory: string;
let browser: Browser;
let runner: ChildProcess | undefined;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-live-'));
  writeFileSync(join(directory, 'live.yaml'), sweep);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  if (runner?.pid !== undefined && runner.exitCode === null) {
    process.kill(-runner.pid, 'SIGKILL');
    await once(runner, 'exit');
  }
  rmSync(directory, { recursive: true, force: true });
});

/** Starts the sweep with its dashboard, on any free port, and gives the address that it prints. */
function serveSweep(): Promise<string> {
  const { SWEEPDECK_HOME: _, ...env } = process.env;
  const words = ['sweep', 'live.yaml', '--serve', '--port', '0', '--no-open', '--workers', '2'];
  const child = spawn(process.execPath, [program, ...words], {
    cwd: directory,
    env: { ...env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: the end of the test ends its workers too.
    detached: true,
  });
  runner = child;
  return new Promise((resolve, reject) => {
    let printed = '';
    const look = (chunk: Buffer): void => {
      printed += chunk.toString();
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('exit', (code) => reject(new Error(`the runner ended with ${code}:\n${printed}`)));
  });
}

test('the page follows a sweep from its first trial to its last without a reload', async () => {
  const address = await serveSweep();
  const { page, complaints, close } = await openPage(browser, address);
  try {
    await page.getByRole('link', { name: 'live' }).click();
    await page.getByText(/\d of 6 trials/).waitFor();
    await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));

    const finishedCounts = new Set<number>();
    const readCount = async (): Promise<number> => {
      const text = (await page.getByText(/\d of 6 trials/).textContent()) ?? '';
      const count = Number(/(\d) of 6 trials/.exec(text)?.[1]);
      finishedCounts.add(count);
      return count;
    };
    await expect.poll(readCount, { timeout: 120_000, interval: 100 }).toBe(6);
    // Seen on the way, so the page did not only show the end.
    expect(finishedCounts.size).toBeGreaterThan(2);

    const store = openSqliteReader(join(directory, '.sweepdeck'));
    try {
      const [live] = store.listSweeps();
      if (live === undefined) throw new Error('the store has no sweep');
      const rows = buildLeaderboard(live, store.listTrials(live.id));
      expect(rows.every(({ counts }) => counts.finished === 1)).toBe(true);
      await expect.poll(() => shownCells(page)).toEqual(rows.map(({ cell }) => cell));

      const curveOf = async (cell: string | undefined): Promise<unknown[]> => {
        const datasets = (await readChart(page, 'curves')) ?? [];
        return (
          datasets.find((dataset) => dataset.cell === cell && dataset.role === 'mean')?.data.map(({ y }) => y) ?? []
        );
      };
      const [best] = rows;
      const stored = store.listMetrics(best?.trialIds ?? [], ['validation.accuracy']).map(({ value }) => value);
      await expect.poll(() => curveOf(best?.cell)).toEqual(stored);
    } finally {
      store.close();
    }
    expect(await page.evaluate(() => 'isSamePage' in globalThis)).toBe(true);
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
});
