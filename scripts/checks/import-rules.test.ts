import { expect, test } from 'vitest';
import { checkImports, findImports } from './import-rules.mjs';

test('finds static, type, re-export, side-effect and dynamic imports with their lines', () => {
  const text = [
    "import { a } from 'a';",
    "import type { B } from 'b';",
    'import {',
    '  c,',
    "} from './c.ts';",
    "export * from '../d.ts';",
    "import 'e';",
    "const f = await import('f');",
    "export const g = 'not an import';",
    " * import h from 'h' in a comment",
  ].join('\n');
  expect(findImports(text).toSorted((a, b) => a.line - b.line)).toEqual([
    { specifier: 'a', isType: false, line: 1 },
    { specifier: 'b', isType: true, line: 2 },
    { specifier: './c.ts', isType: false, line: 3 },
    { specifier: '../d.ts', isType: false, line: 6 },
    { specifier: 'e', isType: false, line: 7 },
    { specifier: 'f', isType: false, line: 8 },
  ]);
});

const broken: readonly [file: string, specifier: string, says: RegExp][] = [
  ['packages/core/src/losses/mse.ts', '@sweepdeck/runner/records', /must not know/],
  ['packages/core/src/losses/mse.ts', '@sweepdeck/dashboard/contract', /nobody imports the dashboard/],
  ['packages/core/src/losses/mse.ts', 'node:fs', /without Node/],
  ['packages/core/src/losses/mse.ts', '../../../runner/src/records/index.ts', /another package/],
  ['packages/core/src/statistics/mean.ts', '../losses/index.ts', /must not know core\/losses/],
  ['packages/runner/src/worker/main.ts', '../store/index.ts', /must not know runner\/store/],
  ['packages/runner/src/store/open-store.ts', '../events/index.ts', /must not know runner\/events/],
  ['packages/runner/src/pool/pool.ts', '../worker/run-trial.ts', /must not know runner\/worker\/run-trial/],
  ['packages/runner/src/scheduler/run-sweep.ts', '../cli/index.ts', /must not know runner\/cli/],
  ['packages/runner/src/scheduler/run-sweep.ts', '../reporters/index.ts', /must not know runner\/reporters/],
  ['packages/runner/src/scheduler/run-sweep.ts', '../planning/plan-sweep.ts', /must not know runner\/planning/],
  ['packages/runner/src/planning/plan-sweep.ts', '../cli/command.ts', /must not know runner\/cli/],
  ['packages/runner/src/planning/plan-sweep.ts', '../pool/create-pool.ts', /must not know runner\/pool/],
  ['packages/runner/src/planning/plan-sweep.ts', '../store/open-store.ts', /must not know runner\/store/],
  ['packages/runner/src/planning/plan-sweep.ts', 'node:fs', /without Node/],
  ['packages/runner/src/cli/serve.ts', '@sweepdeck/dashboard/server', /nobody imports the dashboard/],
  ['packages/dashboard/src/server/app.ts', '@sweepdeck/runner/events', /must not know runner\/events/],
  ['packages/dashboard/src/web/main.tsx', '@sweepdeck/core/losses', /must not know core\/losses/],
  ['packages/dashboard/src/contract/sweep.ts', '@sweepdeck/core/training', /except by `import type`/],
  ['packages/dashboard/src/web/main.tsx', '@sweepdeck/runner/store', /must not know runner\/store/],
  ['packages/dashboard/src/web/main.tsx', 'node:path', /without Node/],
  ['packages/dashboard/src/extra/thing.ts', './other.ts', /no rule says/],
  ['packages/runner/src/store/open-store.test.ts', '@sweepdeck/dashboard/contract', /nobody imports the dashboard/],
];

test.each(broken)('%s must not import %s', (file, specifier, says) => {
  expect(checkImports(file, `import { x } from '${specifier}';`)).toEqual([expect.stringMatching(says)]);
});

const allowed: readonly [file: string, statement: string][] = [
  ['packages/core/src/losses/mse.ts', "import { define } from '../registry/index.ts';"],
  ['packages/core/src/datasets/idx/read-idx.ts', "import { gunzip } from 'node:zlib';"],
  ['packages/runner/src/worker/main.ts', "import { train } from '@sweepdeck/core/training';"],
  ['packages/runner/src/planning/plan-sweep.ts', "import { planTrials } from '../search/plan-trials.ts';"],
  ['packages/runner/src/pool/pool.ts', "import type { TrialMessage } from '../worker/protocol.ts';"],
  ['packages/runner/src/store/sqlite/open.ts', "import { migrations } from '../migrations/index.ts';"],
  ['packages/runner/src/store/open-store.test.ts', "import { runSweep } from '../scheduler/index.ts';"],
  ['packages/dashboard/src/web/main.tsx', "import type { SweepRecord } from '@sweepdeck/runner/records';"],
  ['packages/dashboard/src/web/main.tsx', "import './style.css';"],
  ['scripts/check.mjs', "import fs from 'node:fs';"],
];

test.each(allowed)('%s may: %s', (file, statement) => {
  expect(checkImports(file, statement)).toEqual([]);
});
