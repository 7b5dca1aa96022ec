import type { RangeTestRecord } from '@sweepdeck/runner/records';
import type { StoreReader } from '@sweepdeck/runner/store';
import type { RangeTest, routes, RouteResponse } from '../../contract/index.ts';

export function listRangeTests(reader: StoreReader | undefined): RouteResponse<typeof routes.rangeTests> {
  return { tests: (reader?.listRangeTests() ?? []).map(toRangeTest) };
}

/** Converts a range test for the list: names of what was tested, and the result. */
export function toRangeTest({ id, label, config, options, summary, ...test }: RangeTestRecord): RangeTest {
  return {
    id,
    label,
    model: config.model.name,
    loss: config.loss.name,
    optimizer: config.optimizer.name,
    dataset: config.dataset.name,
    batchSize: config.training.batch_size,
    engine: test.engine,
    ...options,
    ...summary,
    seconds: test.seconds,
    createdAt: test.createdAt,
  };
}
