// How fast the store takes the metrics of a sweep while another process reads its leaderboard, how long a sweep of trials
// that train nothing takes, and how fast a large sweep is read.
// usage: pnpm bench store [--trials N] [--json] [--write], after pnpm build
// --write puts the result into docs/benchmarks.md
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  describeMachine,
  machineInWords,
  markdownTable,
  positiveInteger,
  terminalTable,
  writeBenchmark,
} from '@sweepdeck/core/testing';
import { findingHeader, findingRow, type Finding } from './command/finding.ts';
import { measureMetricPoints } from './store/metric-points.ts';
import { measureZeroStepSweep } from './store/zero-step-sweep.ts';
import { openSqliteStore } from '../src/store/open-store.ts';
import { openWithTrials } from '../src/store/open-with-trials.ts';
import { newSweep, plannedTrial } from '../src/store/testing/sample-sweep.ts';

const largeSweep = 10_000;
const pointRounds = 7;

/** Reads a sweep of many trials and its summary. */
function measureReading(): Finding {
  const directory = mkdtempSync(path.join(tmpdir(), 'sweepdeck-bench-store-'));
  try {
    const store = openSqliteStore(directory);
    const trials = Array.from({ length: largeSweep }, (_, i) => ({
      ...plannedTrial('mse', 0),
      key: `key ${i}`,
      cell: `cell ${i % 2000}`,
    }));
    const sweep = openWithTrials(store, newSweep({ trials }), { isFresh: false, workers: 1, processId: process.pid });
    const start = performance.now();
    store.listTrials(sweep.id);
    store.listSweeps();
    const milliseconds = performance.now() - start;
    store.close();
    return {
      name: `reading ${largeSweep} trials`,
      value: milliseconds,
      unit: 'ms',
      bar: null,
      from: 'and their summary',
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Measures metric points several times, because the speed of a shared machine changes. Returns the median round. */
async function measurePointsInRounds(): Promise<readonly Finding[]> {
  const rounds: (readonly Finding[])[] = [];
  for (let round = 0; round < pointRounds; round++) rounds.push(await measureMetricPoints());
  const pointsOf = ([points]: readonly Finding[]): number => points?.value ?? Number.NaN;
  rounds.sort((a, b) => pointsOf(a) - pointsOf(b));
  const [slowest, fastest] = [rounds[0] ?? [], rounds.at(-1) ?? []].map((round) => Math.floor(pointsOf(round)));
  const [points, ...others] = rounds[(pointRounds - 1) / 2] ?? [];
  if (points === undefined) return [];
  return [{ ...points, from: `${points.from}; median of ${pointRounds} rounds, ${slowest} to ${fastest}` }, ...others];
}

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '10000' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const trials = 100 * Math.ceil(positiveInteger(values.trials, 'trials') / 100);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const machine = describeMachine(root);
const findings = [...(await measurePointsInRounds()), ...(await measureZeroStepSweep(trials)), measureReading()];
const table = { header: findingHeader, rows: findings.map(findingRow) };
const conditions = `The real recorder, scheduler, store and reporter; no training. ${machineInWords(machine)}.`;
if (values.json) console.log(JSON.stringify({ bench: 'store', machine, findings }));
else console.log(`${conditions}\n\n${terminalTable(table)}`);
if (values.write) {
  const command = 'pnpm bench store --write';
  const section = ['## Store', conditions, markdownTable(table), `To repeat: \`${command}\`.`].join('\n\n');
  writeBenchmark(path.join(root, 'docs', 'benchmarks.md'), 'bench store', section);
}
