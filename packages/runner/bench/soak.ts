// Kills sweeps of 40 trials again and again, at random times, while checkpoints are written, and a worker at a time, and
// compares each with a sweep that nobody killed. Ends with 1 if anything was lost, doubled or altered. Ctrl-C ends it after
// the current sweep, with the summary.
// usage: pnpm soak [--kills N] [--seed N]
import { rmSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { createStream, type RandomStream } from '@sweepdeck/core/random';
import { describeMachine, machineInWords, positiveInteger } from '@sweepdeck/core/testing';
import { fileURLToPath } from 'node:url';
import {
  bitsOf,
  crashCommand,
  crashPlace,
  readSweep,
  rhythmSeconds,
  type StoredSweep,
} from '../test/crashes/crash-sweep.ts';
import { describeKills, killSweep, wrongStarts, type Kill } from '../test/crashes/kill-sweep.ts';
import type { Place } from '../test/e2e/run-runner.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' } },
});
const wanted = positiveInteger(values.kills, 'kills');
const seed = positiveInteger(values.seed, 'seed');
let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (isStopping = true));
/** A worker ends itself about once in so many steps while it may. */
const deadlySteps = '40';

async function inPlace<Value>(work: (place: Place) => Promise<Value>): Promise<Value> {
  const place = crashPlace({ hasDeadlyLoss: true });
  try {
    return await work(place);
  } finally {
    await place.remove();
  }
}

/** Trains what is left without any kill. A trial whose worker ended is trained again. */
async function finish(place: Place): Promise<StoredSweep> {
  const { code, stderr } = await place.run(...crashCommand);
  if (code !== 0) throw new Error(`the sweep ended with ${code}: ${stderr}`);
  return readSweep(place);
}

interface Round {
  readonly kills: readonly Kill[];
  /** Attempts that ended with their worker. */
  readonly workers: number;
  readonly problems: readonly string[];
}

/** Kills one sweep until it has ended, or so many times, and compares it with the sweep that nobody killed. */
async function killOneSweep(whole: StoredSweep, most: number, stream: RandomStream): Promise<Round> {
  return inPlace(async (place) => {
    const kills: Kill[] = [];
    const deadly = path.join(place.directory, 'deadly');
    for (let run = 0; kills.length < most && !isStopping; run++) {
      if (run % 2 === 1) place.write('deadly', deadlySteps);
      else rmSync(deadly, { force: true });
      const kill = await killSweep(place, run % 3 === 2 ? 'checkpoint' : 'any', stream);
      if (kill === undefined) break;
      kills.push(kill);
    }
    rmSync(deadly, { force: true });
    const { status, trials } = await finish(place);
    const wrong = trials.flatMap((trial, index) => {
      const problems: string[] = [];
      const expected = whole.trials[index];
      if (expected === undefined || !isDeepStrictEqual(bitsOf(trial), bitsOf(expected))) problems.push('other results');
      const finished = trial.attempts.filter((attempt) => attempt.status === 'finished').length;
      if (finished !== 1) problems.push(`finished ${finished} times`);
      return problems.map((problem) => `t${trial.trial.id}: ${problem}`);
    });
    const lost = status === 'finished' && trials.length === whole.trials.length ? [] : [`the sweep is ${status}`];
    const workers = trials.flatMap(({ attempts }) => attempts).filter((attempt) => attempt.status === 'failed').length;
    return { kills, workers, problems: [...lost, ...wrong, ...wrongStarts(trials, kills)] };
  });
}

console.log(machineInWords(describeMachine(fileURLToPath(new URL('../../../', import.meta.url)))));
const whole = await inPlace(finish);
const stream = createStream(seed, 'soak', 0);
const all: Kill[] = [];
const problems: string[] = [];
let workers = 0;
let sweeps = 0;
while (all.length < wanted && !isStopping) {
  const round = await killOneSweep(whole, Math.min(50, wanted - all.length), stream);
  all.push(...round.kills);
  problems.push(...round.problems);
  workers += round.workers;
  sweeps++;
  console.log(
    `sweep ${sweeps}: ${round.kills.length} kills, ${all.length} of ${wanted}; ${round.workers} workers ended`,
  );
  for (const problem of round.problems) console.error(`  ${problem}`);
}
console.log(
  `${sweeps} sweeps of ${whole.trials.length} trials: ${describeKills(all)}; rhythm ${1000 * rhythmSeconds} ms; ` +
    `${workers} workers ended; ${problems.length === 0 ? 'nothing lost, doubled or altered' : `${problems.length} problems`}`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
