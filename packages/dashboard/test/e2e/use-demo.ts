import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { buildLeaderboard, type LeaderboardRow, type TrialRecord } from '@sweepdeck/runner/records';
import { openBrowser, openPage } from './open-browser.ts';
import { openDemo, type OpenDemo } from './open-demo.ts';

interface PageOptions extends BrowserContextOptions {
  /** Complaints of the page that belong to the test; any other fails it. */
  readonly expectedComplaints?: readonly RegExp[];
}

/** The invented sweeps of a test file and a browser to look at them; there only while tests run. */
export interface UsedDemo extends Omit<OpenDemo, 'close'> {
  readonly browser: Browser;
  /** Opens a path of the dashboard, runs `use`, and expects a clean console. */
  readonly onPage: (path: string, use: (page: Page) => Promise<void>, options?: PageOptions) => Promise<void>;
  /** Returns the leaderboard of a sweep by the store. */
  readonly rowsOf: (sweepId: number) => LeaderboardRow[];
  /** Finds the first trial of a sweep with the wanted status. */
  readonly trialWith: (sweepId: number, wanted: TrialRecord['status']) => TrialRecord;
}

/** Opens the demo and a browser before the tests of a file, and closes both after them. */
export function useDemo(): UsedDemo {
  let demo: OpenDemo | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    demo = await openDemo();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.close();
  });
  const opened = <Thing>(thing: Thing | undefined): Thing => {
    if (thing === undefined) throw new Error('the demo is not open: use it within a test');
    return thing;
  };
  return {
    get url() {
      return opened(demo).url;
    },
    get directory() {
      return opened(demo).directory;
    },
    get store() {
      return opened(demo).store;
    },
    get sweeps() {
      return opened(demo).sweeps;
    },
    get browser() {
      return opened(browser);
    },
    onPage: async (path, use, { expectedComplaints = [], ...contextOptions } = {}) => {
      const { page, complaints, close } = await openPage(opened(browser), opened(demo).url + path, contextOptions);
      try {
        await use(page);
        const isSurprise = (text: string): boolean => !expectedComplaints.some((expected) => expected.test(text));
        expect(complaints.filter(isSurprise)).toEqual([]);
      } finally {
        await close();
      }
    },
    rowsOf: (sweepId) => {
      const sweep = opened(demo).store.getSweep(sweepId);
      if (sweep === undefined) throw new Error(`the demo has no sweep ${sweepId}`);
      return buildLeaderboard(sweep, opened(demo).store.listTrials(sweepId));
    },
    trialWith: (sweepId, wanted) => {
      const trial = opened(demo)
        .store.listTrials(sweepId)
        .find(({ status }) => status === wanted);
      if (trial === undefined) throw new Error(`the demo has no ${wanted} trial`);
      return trial;
    },
  };
}
