import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteReader } from '../../src/store/open-store.ts';
import type { RaceCommand, RaceMessage } from '../fixtures/racing-process.ts';

/** A process that runs sweeps, and what it has said. */
interface Racer {
  readonly process: ChildProcess;
  readonly said: RaceMessage[];
  tell(command: RaceCommand): void;
  /** Resolves when the process has said a message of one of these types since the last `tell`. */
  hear(...types: readonly RaceMessage['type'][]): Promise<RaceMessage>;
}

let directory: string;
let racers: [Racer, Racer];
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-race-'));
  racers = [startRacer(), startRacer()];
  await Promise.all(racers.map(({ hear }) => hear('ready')));
});
afterAll(async () => {
  for (const { process: child } of racers) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(directory, { recursive: true });
});

function startRacer(): Racer {
  const program = fileURLToPath(new URL('../fixtures/racing-process.ts', import.meta.url));
  const child = fork(program, { execArgv: ['--conditions=@sweepdeck/source', '--import', 'tsx'] });
  const said: RaceMessage[] = [];
  child.on('message', (message: RaceMessage) => said.push(message));
  return {
    process: child,
    said,
    tell(command) {
      said.length = 0;
      child.send(command);
    },
    async hear(...types) {
      for (;;) {
        const found = said.find(({ type }) => types.includes(type));
        if (found !== undefined) return found;
        await once(child, 'message');
      }
    },
  };
}

/** Starts a sweep in each process at the same moment. */
function startBoth(...commands: readonly Omit<Extract<RaceCommand, { type: 'run' }>, 'type' | 'at'>[]): void {
  const at = Number(process.hrtime.bigint()) / 1e6 + 20;
  for (const [index, racer] of racers.entries()) {
    const command = commands[index % commands.length];
    if (command !== undefined) racer.tell({ type: 'run', at, ...command });
  }
}

test('of two processes that start the same sweep at once, 50 times, exactly one runs it', async () => {
  for (let round = 0; round < 50; round++) {
    // Every other round also races for a new store.
    const command = { directory: join(directory, `same-${round - (round % 2)}`), trials: 1, isEndless: true };
    startBoth({ ...command, specHash: `round ${round}` });
    const first = await Promise.all(racers.map(({ hear }) => hear('started', 'refused')));
    const winner = first.findIndex(({ type }) => type === 'started');
    expect(first, `round ${round}`).toContainEqual({ type: 'started' });
    expect(first, `round ${round}`).toContainEqual({ type: 'refused', code: 'sweep-is-running' });
    racers[winner]?.process.send({ type: 'release' } satisfies RaceCommand);
    expect(await racers[winner]?.hear('ended', 'refused')).toEqual({ type: 'ended', status: 'paused' });
  }
});

test('two sweeps that share trials, started at once, train each of them once and count it both', async () => {
  for (let round = 0; round < 5; round++) {
    const store = join(directory, `shared-${round}`);
    startBoth(
      { directory: store, specHash: 'three', trials: 3, isEndless: false },
      { directory: store, specHash: 'four', trials: 4, isEndless: false },
    );
    const ends = await Promise.all(racers.map(({ hear }) => hear('ended', 'refused')));
    expect(ends).toEqual([0, 1].map(() => ({ type: 'ended', status: 'finished' })));
    const reader = openSqliteReader(store);
    const trials = reader.listSweeps().flatMap(({ id }) => reader.listTrials(id));
    reader.close();
    expect(trials).toHaveLength(7);
    expect(new Set(trials.map(({ id }) => id)).size).toBe(4);
    expect(trials.map(({ status, attempts }) => [status, attempts])).toEqual(trials.map(() => ['finished', 1]));
  }
});

test('a sweep that waits for a trial of another one takes it over when its owner is killed', async () => {
  const store = join(directory, 'taken-over');
  const [owner, other] = racers;
  const command = { type: 'run', directory: store, trials: 1, at: 0 } as const;
  owner.tell({ ...command, specHash: 'owner', isEndless: true });
  await owner.hear('training');
  other.tell({ ...command, specHash: 'other', isEndless: false });
  await other.hear('started');
  owner.process.kill('SIGKILL');
  expect(await other.hear('ended', 'refused')).toEqual({ type: 'ended', status: 'finished' });
  const reader = openSqliteReader(store);
  expect(reader.listAttempts(1).map(({ status }) => status)).toEqual(['interrupted', 'finished']);
  reader.close();
});
