import { expect, test } from 'vitest';
import { useDemo } from './use-demo.ts';

const demo = useDemo();

test('a new range test appears without a reload', async () => {
  await demo.onPage('/range-tests', async (page) => {
    const lines = page.locator('[data-testid=range-tests] tbody tr');
    await lines.first().waitFor();
    const before = await lines.count();
    const [newest] = demo.store.listRangeTests();
    if (newest === undefined) throw new Error('the demo has no range test');
    const { id: _, createdAt: __, ...copy } = newest;
    demo.store.addRangeTest(copy);
    await expect.poll(() => lines.count()).toBe(before + 1);
  });
});
