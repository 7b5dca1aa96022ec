import { stripVTControlCharacters } from 'node:util';
import type { StoreReader } from '@sweepdeck/runner/store';
import type { routes, RouteResponse } from '../../contract/index.ts';
import { trialNotFound } from './get-trial.ts';

/**
 * Returns a trial's output.
 * @throws SweepdeckError `trial-not-found`
 */
export function getOutput(reader: StoreReader, id: number): RouteResponse<typeof routes.output> {
  if (reader.getTrial(id) === undefined) throw trialNotFound(id);
  const outputs = reader.listOutputs(id).map(({ attemptId, bytes, lines, omittedBytes, head, tail }) => ({
    attemptId,
    bytes,
    lines,
    omittedBytes,
    head: stripVTControlCharacters(head),
    tail: stripVTControlCharacters(tail),
  }));
  return { outputs };
}
