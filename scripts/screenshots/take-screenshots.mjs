// Takes the screenshots: see ../screenshots.mjs. The first argument is the browser, any others are parts of page names.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { startDashboard } from '@sweepdeck/dashboard/server';
import { root } from '../setup/root.mjs';
import { makeShownStores } from './shown-stores.mjs';

const [executablePath = '', ...wanted] = process.argv.slice(2);
const folder = path.join(root, '.sweepdeck', 'screenshots');
const storesFolder = path.join(root, '.sweepdeck', 'screenshot-stores');
rmSync(storesFolder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const widths = [1440, 390];
const schemes = /** @type {const} */ (['light', 'dark']);
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--headless', '--disable-gpu', '--disable-dev-shm-usage'],
});

/**
 * Images of one page; says where something is wider than the page.
 * @param {string} name
 * @param {string} url
 */
async function takePage(name, url) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) return;
  for (const width of widths)
    for (const colorScheme of schemes) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      // Long enough while other work shares the cores.
      page.setDefaultTimeout(120_000);
      await page.goto(url);
      await page.locator('h1').first().waitFor();
      // Charts draw without animation, a moment after their data.
      await page.waitForTimeout(1200);
      // Otherwise the sticky bar would be in the middle of the image after the page has scrolled.
      await page.evaluate('scrollTo(0, 0)');
      const file = path.join(folder, `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: true });
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      console.log(path.relative(root, file), Number(overflow) > 0 ? `is ${overflow} px too wide` : '');
      await context.close();
    }
}

const shown = makeShownStores(storesFolder);
try {
  for (const { directory, pages } of Object.values(shown.stores)) {
    const dashboard = await startDashboard({ storeDirectory: directory, port: 0 });
    for (const [name, address] of Object.entries(pages)) await takePage(name, dashboard.url + address);
    await dashboard.close();
  }
  // Last: a store that is removed while it is open.
  const { directory } = shown.stores.interrupted;
  const dashboard = await startDashboard({ storeDirectory: directory, port: 0 });
  await fetch(`${dashboard.url}/api/sweeps`);
  rmSync(directory, { recursive: true });
  await takePage('store-gone', `${dashboard.url}/`);
  await dashboard.close();
} finally {
  shown.close();
  await browser.close();
}
