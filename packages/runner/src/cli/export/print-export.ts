import { relative, sep } from 'node:path';
import { countOf } from '@sweepdeck/core/words';
import { cellLabel } from '../../records/cell-label.ts';
import type { CommandContext } from '../command/command.ts';
import { formatMetric } from '../terminal/format-number.ts';
import { formatLeader } from '../leaderboard/leader.ts';
import { formatTable } from '../terminal/table.ts';
import type { TableExport } from './table/export-trials.ts';
import type { ExportResult } from './export-trial.ts';

const meanings: Readonly<Record<string, string>> = {
  'model.json': "the model's layers, for tf.loadLayersModel",
  'weights.bin': 'its weights',
  'model.safetensors': 'the weights by name',
  'labels.json': 'the class names',
  'MODEL_CARD.md': 'what the model is and how to use it',
};

/** Prints which files were written where, and how good the model is. */
export function formatExport(result: ExportResult, context: CommandContext): string {
  const { style, columns } = context;
  const { trial, sweep, isBestOfSweep, leader, directory, files, isRetrained } = result;
  const fromHere = relativeToHere(directory);
  const shown = fromHere === directory ? directory : `${fromHere}${sep}`;
  const which = isBestOfSweep ? `best trial of the top-ranked cell in ${sweep.name}` : `of ${sweep.name}`;
  const accuracy = trial.result.metrics['test.accuracy'];
  const facts = [
    `${sweep.objective.name} ${formatMetric(trial.result.objective)}`,
    ...(accuracy === undefined ? [] : [`test accuracy ${formatMetric(accuracy)}`]),
    ...(isRetrained ? ['trained again, with an identical result'] : []),
  ];
  const rows = files.map(({ name, bytes }) => [`  ${name}`, formatBytes(bytes), meanings[name] ?? '']);
  const table = formatTable([{ title: '' }, { title: '', align: 'right' }, { title: '' }], rows, { columns });
  return [
    `${style.bold(`t${trial.id}`)} ${cellLabel(trial.parameters)} · ${which} · ${facts.join(' · ')}`,
    ...(leader === null ? [] : [formatLeader(leader, context)]),
    `Exported to ${style.bold(shown)}`,
    // Drops the header row: the columns need no titles.
    table.split('\n').slice(1).join('\n'),
  ].join('\n');
}

/** Prints which table was written where. */
export function formatTableExport({ file, rows, columns, bytes }: TableExport, { style }: CommandContext): string {
  const size = `${countOf(rows, 'row')}, ${countOf(columns.length, 'column')}, ${formatBytes(bytes)}`;
  return `Exported to ${style.bold(relativeToHere(file))}: ${size}`;
}

/** Shortens a path inside the current directory; others stay absolute. */
function relativeToHere(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere === '' || fromHere.startsWith('..') ? path : fromHere;
}

/** Formats a file size in decimal units: `980 B`, `12.3 kB`, `2.8 MB`. */
function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 999_950 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
