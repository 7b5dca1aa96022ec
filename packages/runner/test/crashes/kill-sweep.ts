import { existsSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RandomStream } from '@sweepdeck/core/random';
import { median } from '@sweepdeck/core/statistics';
import type { Place, Running } from '../e2e/run-runner.ts';
import { crashCommand, readSweep, type StoredTrial } from './crash-sweep.ts';

/** The cost of a kill to one trial that was training. */
export interface Loss {
  readonly trialId: number;
  readonly attemptId: number;
  /** The newest stored step, from which the next attempt must start; null when it must start from scratch. */
  readonly keptStep: number | null;
  /** Steps that the killed process had reported after the kept one: at least so many are trained again. */
  readonly steps: number;
  /** Time between the newest checkpoint, or the start of the attempt, and the last event before the kill. */
  readonly milliseconds: number;
}

export interface Kill {
  readonly losses: readonly Loss[];
  /** Whether a checkpoint was half-written when the process was killed. */
  readonly isWithinCheckpoint: boolean;
}

/** When a run is killed: after a random time of training, or as soon as it writes a checkpoint. */
export type KillMoment = 'any' | 'checkpoint';

const longestWaitMs = 300;

/**
 * Runs the sweep and kills the whole run with SIGKILL while it trains. Returns undefined when the sweep ended first.
 * @param stream chooses the time
 */
export async function killSweep(place: Place, moment: KillMoment, stream: RandomStream): Promise<Kill | undefined> {
  const running = place.start(...crashCommand);
  // Training has begun, however busy the machine is.
  await running.waitFor(/"type":"trial-event"|"type":"sweep-ended"/);
  await new Promise((resolve) => setTimeout(resolve, stream.nextInteger(longestWaitMs)));
  if (moment === 'checkpoint') await nextPartialFile(join(place.directory, '.sweepdeck', 'blobs'), running);
  running.killGroup('SIGKILL');
  const { code, stdout } = await running.finished;
  if (code !== null) return undefined;
  const partial = readdirQuietly(join(place.directory, '.sweepdeck', 'blobs')).filter((name) => name.endsWith('.tmp'));
  return { losses: lossesOf(readSweep(place).trials, stdout), isWithinCheckpoint: partial.length > 0 };
}

/** Waits until a checkpoint is being written, or the run has ended. */
async function nextPartialFile(folder: string, running: Running): Promise<void> {
  if (!existsSync(folder)) return;
  const done = new AbortController();
  const seen = new Promise<void>((resolve) => {
    const watcher = watch(folder, { signal: done.signal }, (_, name) => name?.endsWith('.tmp') === true && resolve());
    watcher.on('error', () => resolve());
  });
  await Promise.race([seen, running.finished]);
  done.abort();
}

function readdirQuietly(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

const lineSchema = z.object({
  type: z.string(),
  at: z.number(),
  attemptId: z.number().optional(),
  event: z.object({ step: z.number().optional() }).optional(),
});

/** Compares what a killed run had reported of its running trials with what it has stored of them. */
function lossesOf(trials: readonly StoredTrial[], stdout: string): Loss[] {
  // The last line may be cut.
  const lines = stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => lineSchema.parse(JSON.parse(line)));
  const lastAt = Math.max(...lines.map(({ at }) => at));
  return trials.flatMap(({ trial, attempts, checkpoints }) => {
    const attempt = attempts.at(-1);
    if (attempt === undefined || attempt.finishedAt !== null) return [];
    const own = lines.filter(({ attemptId }) => attemptId === attempt.id);
    if (own.length === 0) return [];
    const [newest] = checkpoints;
    const reported = Math.max(attempt.from?.step ?? 0, ...own.map(({ event }) => event?.step ?? 0));
    return {
      trialId: trial.id,
      attemptId: attempt.id,
      keptStep: newest?.step ?? null,
      steps: Math.max(0, reported - (newest?.step ?? 0)),
      milliseconds: Math.max(0, lastAt - Math.max(newest?.createdAt ?? 0, attempt.startedAt)),
    };
  });
}

/** Describes attempts that did not start where the kill before them had left the trial; none in a sound sweep. */
export function wrongStarts(trials: readonly StoredTrial[], kills: readonly Kill[]): string[] {
  return kills.flatMap(({ losses }) =>
    losses.flatMap(({ trialId, attemptId, keptStep }) => {
      const attempts = trials.find(({ trial }) => trial.id === trialId)?.attempts ?? [];
      const next = attempts.find(({ id }) => id > attemptId);
      const start = next?.from?.step ?? null;
      return next !== undefined && start === keptStep ? [] : [`t${trialId}: attempt from ${start}, stored ${keptStep}`];
    }),
  );
}

/** Says in one line what kills have cost. */
export function describeKills(kills: readonly Kill[]): string {
  const losses = kills.flatMap((kill) => kill.losses);
  const range = (values: readonly number[]): string =>
    values.length === 0 ? 'none' : `median ${median(values)}, most ${Math.max(...values)}`;
  const partial = kills.filter(({ isWithinCheckpoint }) => isWithinCheckpoint).length;
  return (
    `${kills.length} kills, ${partial} of them within the write of a checkpoint; ${losses.length} running trials lost ` +
    `steps: ${range(losses.map(({ steps }) => steps))}; ms: ${range(losses.map(({ milliseconds }) => milliseconds))}`
  );
}
