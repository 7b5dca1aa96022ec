import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStream } from '@sweepdeck/core/random';
import { buildLeaderboard } from '../../records/leaderboard.ts';
import { openSqliteReader, openSqliteStore } from '../open-store.ts';
import type { StoreReader } from '../store.ts';
import { newSweep, plannedTrial } from '../testing/sample-sweep.ts';
import { databaseName } from './open-database.ts';

const cuts = 200;
const changes = 60;
const trialCount = 20;
/** A clock that stands still, so that the sweep's heartbeat never gets old. */
const still = { clock: () => 5000, uptime: () => 5000 };
const options = { isFresh: false, workers: 1, processId: process.pid };

/** Everything that a reader sees of the sweep. */
function contentOf(store: StoreReader): unknown {
  const [sweep] = store.listSweeps();
  if (sweep === undefined) return 'no sweep';
  const trials = store.listTrials(sweep.id);
  return {
    counts: sweep.counts,
    trials: trials.map(({ id, key, result, error }) => ({ id, key, result, error })),
    metrics: store.listMetrics(trials.map(({ id }) => id)),
    checkpoints: trials.map(({ id }) => store.listCheckpoints(id)),
    confusions: trials.map(({ id }) => store.getArtifacts(id).confusion),
    leaders: buildLeaderboard(sweep, trials),
  };
}

/** A state that a transaction has committed: what a reader saw, and the size of the log by then. */
interface Commit {
  readonly logBytes: number;
  readonly content: unknown;
}

let directory: string;
let killed: string;
let commits: Commit[];
let log: Buffer;

/** Trains a sweep, and copies the files as they are when the process is killed: nothing of the log is merged. */
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-cut-'));
  killed = join(directory, 'killed');
  const written = join(directory, 'written');
  openSqliteStore(written, still).close();
  const logPath = join(written, `${databaseName}-wal`);
  const store = openSqliteStore(written, still);
  const reader = openSqliteReader(written, still);
  commits = [{ logBytes: 0, content: contentOf(reader) }];
  const commit = <Value>(action: () => Value): Value => {
    const value = action();
    commits.push({ logBytes: statSync(logPath).size, content: contentOf(reader) });
    return value;
  };
  const trials = Array.from({ length: trialCount }, (_, repeat) => plannedTrial('mse', repeat));
  const sweep = commit(() => store.openSweep({ ...newSweep(), firstTrials: trials }, options));
  commit(() => store.placeTrials(sweep.id, trials));
  for (const { id: trialId } of store.listTrials(sweep.id)) {
    const attempt = commit(() => store.startAttempt(trialId, { worker: 0, environment: {} }));
    for (const epoch of [1, 2]) {
      commit(() => store.appendEpoch(attempt.id, epoch, { 'train.loss': 1 / epoch, 'validation.accuracy': trialId }));
      const place = { epoch, step: 10 * epoch, sha256: String(trialId).padStart(64, '0'), bytes: 1, seconds: 1 };
      commit(() => store.addCheckpoint(attempt.id, place));
    }
    const result = { bestEpoch: 2, objective: trialId / 100, seconds: 1, divergedAt: null, metrics: {} };
    const artifacts = { confusion: [[trialId]] };
    commit(() => store.endAttempt(attempt.id, { status: 'finished', result, artifacts }));
  }
  mkdirSync(killed);
  copyFileSync(join(written, databaseName), join(killed, databaseName));
  log = readFileSync(logPath);
  reader.close();
  store.close();
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Returns what a reader sees of the killed process's store with another log. */
function contentWith(changed: Uint8Array): unknown {
  const place = join(directory, 'opened');
  mkdirSync(place);
  copyFileSync(join(killed, databaseName), join(place, databaseName));
  writeFileSync(join(place, `${databaseName}-wal`), changed);
  try {
    const reader = openSqliteReader(place, still);
    const content = contentOf(reader);
    reader.close();
    // A writer finds the same, and can go on.
    const store = openSqliteStore(place, still);
    expect(contentOf(store)).toEqual(content);
    store.close();
    return content;
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** Returns what the transactions have stored that end before a byte of the log. */
function committedBefore(byte: number): unknown {
  return commits.findLast(({ logBytes }) => logBytes <= byte)?.content;
}

test('a log that is cut at any byte still has every transaction that was whole before the cut, and no other', () => {
  const stream = createStream(1, 'cut-log', 0);
  expect(commits.at(-1)?.logBytes).toBe(log.length);
  for (let round = 0; round < cuts; round++) {
    const length = stream.nextInteger(log.length + 1);
    const content = contentWith(log.subarray(0, length));
    expect(content, `cut at byte ${length} of ${log.length}`).toEqual(committedBefore(length));
  }
});

test('a log with another byte anywhere has every transaction before that byte, and no other', () => {
  const stream = createStream(1, 'changed-log', 0);
  for (let round = 0; round < changes; round++) {
    // The first bytes are those of the header.
    const place = round < 32 ? round : stream.nextInteger(log.length);
    const changed = Buffer.from(log);
    changed[place] = (changed[place] ?? 0) ^ (1 << stream.nextInteger(8));
    expect(contentWith(changed), `changed at byte ${place} of ${log.length}`).toEqual(committedBefore(place));
  }
});
