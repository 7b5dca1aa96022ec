import type { SweepSummary } from '../../records/records.ts';
import { defineCommand, type CommandContext } from '../command/command.ts';
import { formatAge, formatMetric } from '../terminal/format-number.ts';
import { statusCell } from '../terminal/status-paint.ts';
import { formatTable, type TableRow } from '../terminal/table.ts';
import { withReader } from '../stored/with-reader.ts';

interface ListResult {
  readonly sweeps: readonly SweepSummary[];
}

export const listCommand = defineCommand({
  name: 'list',
  summary: 'List the sweeps of the store, newest first',
  positionals: {},
  options: {},
  examples: [
    { command: 'runner list', summary: 'list every sweep with its progress and the mean objective of its best cell' },
    { command: 'runner list --json', summary: 'list them as JSON' },
  ],
  async run(_, context): Promise<ListResult> {
    return { sweeps: await withReader(context, (reader) => reader.listSweeps()) };
  },
  print: ({ sweeps }, context) =>
    sweeps.length === 0 ? 'No sweep yet. Run one with `runner sweep FILE`.' : formatSweeps(sweeps, context),
});

function formatSweeps(sweeps: readonly SweepSummary[], { style, columns, now }: CommandContext): string {
  const rows = sweeps.map((sweep): TableRow => {
    const { finished, diverged, failed } = sweep.counts;
    const total = Object.values(sweep.counts).reduce((sum, count) => sum + count, 0);
    return [
      { text: `s${sweep.id}`, paint: style.cyan },
      sweep.name,
      sweep.onPauseSince === null ? statusCell(sweep.status, style) : { text: 'on pause', paint: style.yellow },
      `${finished + diverged}/${total}`,
      failed === 0 ? '' : { text: String(failed), paint: style.red },
      sweep.bestObjective === null ? '-' : formatMetric(sweep.bestObjective),
      sweep.objective.name,
      sweep.engine,
      formatAge(now() - sweep.updatedAt),
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
    ],
    rows,
    { columns, paintTitle: style.dim },
  );
}
