import { SweepdeckError } from '@sweepdeck/core/errors';
import type { StoreReader } from '@sweepdeck/runner/store';
import type { routes, RouteResponse } from '../../contract/index.ts';
import { toRangeTest } from './list-range-tests.ts';

/**
 * Returns a range test.
 * @throws SweepdeckError `range-test-not-found`
 */
export function getRangeTest(reader: StoreReader, id: number): RouteResponse<typeof routes.rangeTest> {
  const test = reader.getRangeTest(id);
  if (test === undefined) {
    throw new SweepdeckError({
      code: 'range-test-not-found',
      message: `There is no range test ${id} in this store.`,
      hint: 'the page `/range-tests` lists every range test of this store',
    });
  }
  const points = test.points.map(({ learningRate, loss, smoothedLoss }) => ({ learningRate, loss, smoothedLoss }));
  return { test: toRangeTest(test), points };
}
