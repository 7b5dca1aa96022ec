import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SweepSummary, TrialRecord } from '../../../records/records.ts';
import { openSqliteReader } from '../../../store/open-store.ts';
import type { StoreReader } from '../../../store/store.ts';
import type { CommandContext } from '../../command/command.ts';
import { findTarget } from '../../stored/find-target.ts';
import { csvText } from './csv-text.ts';
import type { ExportRow, ExportTable, TableFormat } from './export-table.ts';
import { jsonText } from './json-text.ts';
import { metricsTable } from './metrics-table.ts';
import { trialsTable } from './trials-table.ts';
import { checkOutputFile, writeExportFile, writeTexts } from './write-export-file.ts';

export interface TableExportOptions {
  /** `s3`, the name of a sweep, or `t12`. */
  readonly wanted: string;
  readonly format: TableFormat;
  /** Whether to write the metrics of every epoch in place of the trials. */
  readonly isOfMetrics: boolean;
  /** The output file; `s3-trials.csv` in the current directory when undefined. */
  readonly output: string | undefined;
  /** Whether to replace a file. */
  readonly force: boolean;
}

export interface TableExport {
  readonly format: TableFormat;
  /** Absolute path of the file. */
  readonly file: string;
  /** Names of the columns. */
  readonly columns: readonly string[];
  readonly rows: number;
  readonly bytes: number;
}

/** Writes the trials of a sweep, or a single trial, as a table. */
export async function exportTrials(options: TableExportOptions, context: CommandContext): Promise<TableExport> {
  const { format, isOfMetrics, force } = options;
  const reader = openSqliteReader(context.storeDirectory);
  try {
    const { word, sweep, trials } = findTrials(reader, options.wanted);
    const file = resolve(options.output ?? `${word}-${isOfMetrics ? 'metrics' : 'trials'}.${format}`);
    checkOutputFile(file, force);
    const table = isOfMetrics ? metricsTable(reader, trials) : trialsTable(reader, sweep, trials);
    const counted = countRows(table);
    await writeExportFile(file, (path) => writeTable(path, format, counted.table), force);
    const columns = table.columns.map(({ name }) => name);
    return { format, file, columns, rows: counted.rows(), bytes: statSync(file).size };
  } finally {
    reader.close();
  }
}

interface FoundTrials {
  /** Their id as a command line names it. */
  readonly word: string;
  readonly sweep: Pick<SweepSummary, 'axes'>;
  readonly trials: readonly TrialRecord[];
}

function findTrials(reader: StoreReader, wanted: string): FoundTrials {
  const target = findTarget(reader, wanted);
  if (target.type === 'sweep') {
    const { sweep } = target;
    return { word: `s${sweep.id}`, sweep, trials: reader.listTrials(sweep.id) };
  }
  const { trial } = target;
  return { word: `t${trial.id}`, sweep: reader.getSweep(trial.sweepId) ?? { axes: [] }, trials: [trial] };
}

async function writeTable(path: string, format: TableFormat, table: ExportTable): Promise<void> {
  if (format !== 'parquet') return writeTexts(path, format === 'csv' ? csvText(table) : jsonText(table));
  const { writeParquet } = await import('./write-parquet.ts');
  return writeParquet(path, table);
}

/** Counts the rows while they are written. */
function countRows({ columns, groups }: ExportTable): { readonly table: ExportTable; rows(): number } {
  let count = 0;
  function* counted(): Generator<readonly ExportRow[]> {
    for (const rows of groups) {
      count += rows.length;
      yield rows;
    }
  }
  return { table: { columns, groups: counted() }, rows: () => count };
}
