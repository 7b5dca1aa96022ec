import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const source = ['@sweepdeck/source', 'node'];
/** Tests that measure, crash or end their own process: engines that open anew, and workers. */
const aloneTests = ['packages/core/src/engines/**/*.test.ts', 'packages/runner/src/pool/**/*.test.ts'];
const fromSource = { resolve: { conditions: source }, ssr: { resolve: { conditions: source } } };

export default defineConfig({
  test: {
    // Training tests use a core each; one more process uses the time that the tests of commands spend waiting.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        ...fromSource,
        test: {
          name: 'unit',
          include: [
            'packages/{core,runner}/src/**/*.test.ts',
            'packages/dashboard/src/{contract,server}/**/*.test.ts',
            'packages/runner/bench/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: aloneTests,
          environment: 'node',
          // Starting a process and loading TensorFlow.js and the sources takes longer than most files' tests.
          isolate: false,
          // Tests that train take a third of this where other work shares the cores.
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...fromSource,
        test: {
          name: 'alone',
          include: aloneTests,
          globalSetup: './scripts/test/bundle-workers.mjs',
          environment: 'node',
          // Property tests of the kernels take half of this where other work shares the cores.
          testTimeout: 90_000,
        },
      },
      {
        ...fromSource,
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'web',
          include: ['packages/dashboard/src/web/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          testTimeout: 30_000,
        },
      },
      {
        ...fromSource,
        test: {
          name: 'e2e',
          include: ['packages/runner/test/e2e/**/*.test.ts'],
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...fromSource,
        test: {
          name: 'corpus',
          include: ['packages/*/test/corpus/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...fromSource,
        test: {
          name: 'browser',
          include: ['packages/dashboard/test/e2e/**/*.test.ts'],
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // Other tests share the cores, so a page may take seconds to show what a test waits for. The default is one second.
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
});
