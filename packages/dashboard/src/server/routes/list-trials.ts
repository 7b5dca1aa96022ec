import type { TrialRecord } from '@sweepdeck/runner/records';
import type { StoreReader } from '@sweepdeck/runner/store';
import type { routes, RouteResponse, Trial } from '../../contract/index.ts';
import { findSweep } from './find-sweep.ts';

export function listTrials(reader: StoreReader, sweepId: number): RouteResponse<typeof routes.trials> {
  findSweep(reader, sweepId);
  return { trials: reader.listTrials(sweepId).map(toTrial) };
}

/** Converts a trial: without its configuration, and its error without the stack. */
export function toTrial({ config: _config, key: _key, error, ...trial }: TrialRecord): Trial {
  return { ...trial, error: toError(error) };
}

export function toError(error: TrialRecord['error']): Trial['error'] {
  return error === null ? null : { code: error.code, message: error.message, hint: error.hint };
}
