import type { JsonValue } from '../../../records/json-value.ts';
import type { SweepRecord, TrialRecord } from '../../../records/records.ts';
import type { StoreReader } from '../../../store/store.ts';
import type { ExportColumn, ExportRow, ExportTable } from './export-table.ts';
import { inGroups } from './in-groups.ts';

type Values = Readonly<Record<string, JsonValue>>;

/** Columns of every table, apart from parameters and metrics. None of these names can be swept. */
const before: readonly ExportColumn[] = [
  { name: 'sweep', type: 'integer' },
  { name: 'trial', type: 'integer' },
  { name: 'key', type: 'text' },
  { name: 'cell', type: 'text' },
  { name: 'repeat', type: 'integer' },
  { name: 'seed', type: 'integer' },
  { name: 'fold', type: 'integer' },
  { name: 'status', type: 'text' },
];
const after: readonly ExportColumn[] = [
  { name: 'seconds', type: 'number' },
  { name: 'attempts', type: 'integer' },
  { name: 'is_reused', type: 'boolean' },
  { name: 'error_code', type: 'text' },
  { name: 'error_message', type: 'text' },
  { name: 'started_at', type: 'time' },
  { name: 'finished_at', type: 'time' },
];
const result: readonly ExportColumn[] = [
  { name: 'objective', type: 'number' },
  { name: 'best_epoch', type: 'integer' },
];

/**
 * Makes a row for each trial: its parameters, one column for each swept path; every metric as measured in the last
 * epoch (`last.train.loss`) and in the best one (`best.train.loss`); and the test metrics (`test.accuracy`).
 */
export function trialsTable(
  reader: Pick<StoreReader, 'listMetrics'>,
  sweep: Pick<SweepRecord, 'axes'>,
  trials: readonly TrialRecord[],
): ExportTable {
  const metrics = new Map<number, Values>();
  for (const group of inGroups(trials)) for (const [id, values] of epochMetrics(reader, group)) metrics.set(id, values);
  const measured = columnsOf([...metrics.values(), ...trials.map(({ result: end }) => end?.metrics ?? {})]);
  const axes = sweep.axes.map(({ path }) => axisColumn(path, trials));
  const columns = [...before, ...axes, ...result, ...measured, ...after];
  const toRow = (trial: TrialRecord): ExportRow => {
    const values: Values = {
      ...trial.parameters,
      ...metrics.get(trial.id),
      ...trial.result?.metrics,
      ...ownValues(trial),
    };
    return columns.map(({ name }) => values[name] ?? null);
  };
  return { columns, groups: trials.length === 0 ? [] : [trials.map(toRow)] };
}

function ownValues(trial: TrialRecord): Values {
  return {
    sweep: trial.sweepId,
    trial: trial.id,
    key: trial.key,
    cell: trial.cell,
    repeat: trial.repeat,
    seed: trial.config.seed,
    fold: trial.config.fold?.index ?? null,
    status: trial.status,
    objective: trial.result?.objective ?? null,
    best_epoch: trial.result?.bestEpoch ?? null,
    seconds: trial.result?.seconds ?? null,
    attempts: trial.attempts,
    is_reused: trial.isReused,
    error_code: trial.error?.code ?? null,
    error_message: trial.error?.message ?? null,
    started_at: trial.startedAt,
    finished_at: trial.finishedAt,
  };
}

/** Returns the metrics of each trial's last epoch and of its best one. */
function epochMetrics(
  reader: Pick<StoreReader, 'listMetrics'>,
  trials: readonly TrialRecord[],
): ReadonlyMap<number, Values> {
  const bestEpochs = new Map(trials.map(({ id, result: end }) => [id, end?.bestEpoch]));
  const found = new Map<number, Record<string, number>>();
  // Points come sorted by epoch, so the last one remains.
  for (const { trialId, name, epoch, value } of reader.listMetrics([...bestEpochs.keys()])) {
    const values = found.get(trialId) ?? {};
    found.set(trialId, values);
    values[`last.${name}`] = value;
    if (epoch === bestEpochs.get(trialId)) values[`best.${name}`] = value;
  }
  return found;
}

function columnsOf(values: readonly Values[]): ExportColumn[] {
  const names = new Set(values.flatMap(Object.keys));
  return [...names].sort().map((name) => ({ name, type: 'number' }));
}

/** A column of numbers or truth values where every trial has one, otherwise of texts. */
function axisColumn(path: string, trials: readonly TrialRecord[]): ExportColumn {
  const types = new Set(
    trials
      .map(({ parameters }) => parameters[path] ?? null)
      .filter((value) => value !== null)
      .map((value) => typeof value),
  );
  const [type] = types.size === 1 ? types : [];
  return { name: path, type: type === 'number' || type === 'boolean' ? type : 'text' };
}
