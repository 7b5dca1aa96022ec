import { countOf } from '@sweepdeck/core/words';
import type { SweepSummary } from '../../records/records.ts';
import { defineCommand, type CommandContext } from '../command/command.ts';
import { formatAge, formatMetric } from '../terminal/format-number.ts';
import { sweepStatusCell } from '../terminal/status-paint.ts';
import { formatTable, type TableRow } from '../terminal/table.ts';
import { withReader } from '../stored/with-reader.ts';

interface ListResult {
  readonly sweeps: readonly SweepSummary[];
  /** Number of archived sweeps that are left out. */
  readonly hidden: number;
}

export const listCommand = defineCommand({
  name: 'list',
  summary: 'List the sweeps of the store, newest first',
  positionals: {},
  options: { all: { type: 'boolean', default: false, summary: 'List archived sweeps too' } },
  examples: [
    { command: 'runner list', summary: 'list every sweep with its progress and the mean objective of its best cell' },
    { command: 'runner list --json', summary: 'list them as JSON' },
  ],
  async run({ all }, context): Promise<ListResult> {
    const every = await withReader(context, (reader) => reader.listSweeps());
    const sweeps = all ? every : every.filter(({ archivedAt }) => archivedAt === null);
    return { sweeps, hidden: every.length - sweeps.length };
  },
  print({ sweeps, hidden }, context) {
    if (sweeps.length + hidden === 0) return 'No sweep yet. Run one with `runner sweep FILE`.';
    const isOne = hidden === 1;
    const note = `${countOf(hidden, 'archived sweep')} ${isOne ? 'is' : 'are'} hidden; \`runner list --all\` shows ${isOne ? 'it' : 'them'}.`;
    return [...(sweeps.length === 0 ? [] : [formatSweeps(sweeps, context)]), ...(hidden === 0 ? [] : [note])].join(
      '\n',
    );
  },
});

function formatSweeps(sweeps: readonly SweepSummary[], { style, columns, now }: CommandContext): string {
  const rows = sweeps.map((sweep): TableRow => {
    const { finished, diverged, failed } = sweep.counts;
    const total = Object.values(sweep.counts).reduce((sum, count) => sum + count, 0);
    return [
      { text: `s${sweep.id}`, paint: style.cyan },
      sweep.name,
      sweepStatusCell(sweep, style),
      `${finished + diverged}/${total}`,
      failed === 0 ? '' : { text: String(failed), paint: style.red },
      sweep.bestObjective === null ? '-' : formatMetric(sweep.bestObjective),
      sweep.objective.name,
      sweep.engine,
      formatAge(now() - sweep.updatedAt),
      sweep.archivedAt === null ? '' : formatAge(now() - sweep.archivedAt),
    ];
  });
  return formatTable(
    [
      { title: 'id' },
      { title: 'name', minWidth: 12 },
      { title: 'status' },
      { title: 'trials', align: 'right' },
      { title: 'failed', align: 'right', dropOrder: 3 },
      { title: 'best', align: 'right' },
      { title: 'objective', dropOrder: 4 },
      { title: 'engine', dropOrder: 2 },
      { title: 'updated', align: 'right', dropOrder: 1 },
      { title: 'archived', align: 'right' },
    ],
    rows,
    { columns, paintTitle: style.dim },
  );
}
