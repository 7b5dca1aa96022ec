import type { TrialRecord } from '../../../records/records.ts';
import type { StoreReader } from '../../../store/store.ts';
import type { ExportRow, ExportTable } from './export-table.ts';
import { inGroups } from './in-groups.ts';

/** Makes a row for each metric of each epoch of each trial. */
export function metricsTable(
  reader: Pick<StoreReader, 'listMetrics'>,
  trials: readonly Pick<TrialRecord, 'id'>[],
): ExportTable {
  return {
    columns: [
      { name: 'trial', type: 'integer' },
      { name: 'metric', type: 'text' },
      { name: 'epoch', type: 'integer' },
      { name: 'value', type: 'number' },
    ],
    groups: groupsOf(reader, trials),
  };
}

function* groupsOf(
  reader: Pick<StoreReader, 'listMetrics'>,
  trials: readonly Pick<TrialRecord, 'id'>[],
): Generator<readonly ExportRow[]> {
  for (const group of inGroups(trials)) {
    const points = reader.listMetrics(group.map(({ id }) => id));
    if (points.length > 0) yield points.map(({ trialId, name, epoch, value }) => [trialId, name, epoch, value]);
  }
}
