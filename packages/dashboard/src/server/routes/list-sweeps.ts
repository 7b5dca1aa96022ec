import { divergedPolicyOf, foldsOf, type SweepSummary } from '@sweepdeck/runner/records';
import type { StoreReader } from '@sweepdeck/runner/store';
import type { routes, RouteResponse, Sweep } from '../../contract/index.ts';

/** Lists the sweeps. Without a store the list is empty, and the page says how to start one. */
export function listSweeps(reader: StoreReader | undefined): RouteResponse<typeof routes.sweeps> {
  return { sweeps: (reader?.listSweeps() ?? []).map(toSweep) };
}

/** Converts a sweep for the list: without its spec, which can be long. */
export function toSweep({
  id,
  name,
  status,
  onPauseSince,
  objective,
  repeats,
  spec,
  engine,
  chosenEngine,
  createdAt,
  updatedAt,
  archivedAt,
  workers,
  revision,
  counts,
  bestObjective,
}: SweepSummary): Sweep {
  return {
    id,
    name,
    status,
    onPauseSince,
    objective,
    repeats,
    folds: foldsOf({ spec }),
    diverged: divergedPolicyOf({ spec }),
    engine,
    chosenEngine,
    createdAt,
    updatedAt,
    archivedAt,
    workers,
    revision,
    counts,
    bestObjective,
  };
}
