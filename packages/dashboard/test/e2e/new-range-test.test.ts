import { expect, test } from 'vitest';
import { openBrowser, openPage } from './open-browser.ts';
import { openDemo } from './open-demo.ts';

test('a new range test appears without a reload', async () => {
  const [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  try {
    const { page, complaints } = await openPage(browser, `${demo.url}/range-tests`);
    const lines = page.locator('[data-testid=range-tests] tbody tr');
    await lines.first().waitFor();
    const before = await lines.count();
    const [newest] = demo.store.listRangeTests();
    if (newest === undefined) throw new Error('the demo has no range test');
    const { id: _, createdAt: __, ...copy } = newest;
    demo.store.addRangeTest(copy);
    await expect.poll(() => lines.count()).toBe(before + 1);
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
    await demo.close();
  }
});
