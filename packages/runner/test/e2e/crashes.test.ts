import { afterEach, expect, test } from 'vitest';
import { createStream } from '@sweepdeck/core/random';
import { bitsOf, crashCommand, crashPlace, readSweep, rhythmSeconds } from '../crashes/crash-sweep.ts';
import { describeKills, killSweep, wrongStarts, type Kill } from '../crashes/kill-sweep.ts';
import type { Place } from './run-runner.ts';

const kills = 30;

const places: Place[] = [];
afterEach(async () => {
  for (const place of places.splice(0)) await place.remove();
});

function newPlace(): Place {
  const place = crashPlace({ hasDeadlyLoss: false });
  places.push(place);
  return place;
}

test(
  `${kills} kills at random times and while checkpoints are written lose, double and alter nothing, and cost little`,
  { timeout: 600_000 },
  async () => {
    const whole = newPlace();
    expect(await whole.run(...crashCommand)).toMatchObject({ code: 0 });
    const expected = readSweep(whole);
    expect(expected.trials).toHaveLength(40);

    const place = newPlace();
    const stream = createStream(1, 'crashes', 0);
    const killed: Kill[] = [];
    for (let round = 0; round < kills; round++) {
      const kill = await killSweep(place, round % 3 === 2 ? 'checkpoint' : 'any', stream);
      if (kill === undefined) break;
      killed.push(kill);
    }
    expect(killed).toHaveLength(kills);
    expect(await place.run(...crashCommand)).toMatchObject({ code: 0 });

    const { status, trials } = readSweep(place);
    expect(status).toBe('finished');
    expect(trials.map(bitsOf)).toEqual(expected.trials.map(bitsOf));
    const finished = trials.map(({ attempts }) => attempts.filter((attempt) => attempt.status === 'finished').length);
    expect(finished).toEqual(trials.map(() => 1));
    // What was stored before a kill is never trained again.
    expect(wrongStarts(trials, killed)).toEqual([]);
    const continued = trials.flatMap(({ attempts }) => attempts).filter(({ from }) => from !== null);
    expect(continued.length).toBeGreaterThan(5);
    console.info(`${describeKills(killed)}; rhythm ${1000 * rhythmSeconds} ms`);
  },
);
