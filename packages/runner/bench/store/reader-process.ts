// Reads the leaderboard of the store in the folder that it is started with, until it gets a message.
import { setImmediate } from 'node:timers/promises';
import { buildLeaderboard } from '../../src/records/leaderboard.ts';
import { openSqliteReader } from '../../src/store/open-store.ts';

const store = openSqliteReader(process.argv[2] ?? '');
/** Durations of the queries. */
export interface Reading {
  /** Milliseconds of each query. */
  readonly times: readonly number[];
  /** The part of them in which this process did not compute: it waited for the writer, the disk or a free core. */
  readonly waits: readonly number[];
}

const times: number[] = [];
const waits: number[] = [];
let isStopped = false;
process.once('message', () => (isStopped = true));
process.send?.('ready');
while (!isStopped) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const sweep = store.getSweep(1);
  if (sweep !== undefined) buildLeaderboard(sweep, store.listTrials(1));
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  times.push(milliseconds);
  waits.push(Math.max(0, milliseconds - (user + system) / 1000));
  await setImmediate();
}
store.close();
process.send?.({ times, waits } satisfies Reading);
process.disconnect();
