import { buildLeaderboard, failurePatterns, secondsLeftOfSweep, triedAxes } from '@sweepdeck/runner/records';
import type { StoreReader } from '@sweepdeck/runner/store';
import type { routes, RouteResponse } from '../../contract/index.ts';
import { findSweep } from './find-sweep.ts';
import { toSweep } from './list-sweeps.ts';
import { settingOf } from './setting-of.ts';

export function getSweep(reader: StoreReader, id: number): RouteResponse<typeof routes.sweep> {
  const sweep = findSweep(reader, id);
  const trials = reader.listTrials(id);
  return {
    sweep: toSweep(sweep),
    axes: triedAxes(sweep.axes, trials),
    rows: buildLeaderboard(sweep, trials),
    setting: settingOf(trials),
    failurePatterns: failurePatterns(trials),
    remainingSeconds: secondsLeftOfSweep(sweep, trials),
    source: sweep.source,
  };
}
