// Reads the leaderboard of the store in the folder that it is started with, until it gets a message.
import { setImmediate } from 'node:timers/promises';
import { buildLeaderboard } from '../../src/records/leaderboard.ts';
import { openSqliteReader } from '../../src/store/open-store.ts';

const store = openSqliteReader(process.argv[2] ?? '');
/** Milliseconds of each query. */
const times: number[] = [];
let isStopped = false;
process.once('message', () => (isStopped = true));
process.send?.('ready');
while (!isStopped) {
  const start = performance.now();
  const sweep = store.getSweep(1);
  if (sweep !== undefined) buildLeaderboard(sweep, store.listTrials(1));
  times.push(performance.now() - start);
  await setImmediate();
}
store.close();
process.send?.(times);
process.disconnect();
