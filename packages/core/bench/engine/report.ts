import {
  describeBar,
  machineInWords,
  markdownTable,
  terminalTable,
  verdict,
  type Machine,
  type Table,
} from '../../src/testing/index.ts';
import type { Figure } from './contest.ts';

/** The results of a run of the benchmark. */
export interface EngineReport {
  readonly bench: 'engine';
  readonly machine: Machine;
  readonly engine: string;
  readonly rounds: number;
  /** Steps per round of a training case. */
  readonly steps: number;
  /** True when every process was kept on one core. */
  readonly isPinned: boolean;
  /** The competitor, or the reason why there is none. */
  readonly peer: string;
  readonly figures: readonly Figure[];
}

const digits = (value: number | null, count = 2): string => value?.toFixed(count) ?? '-';

function tableOf(figures: readonly Figure[], titles: { readonly ours: string; readonly other: string }): Table {
  return {
    header: ['case', 'Node.js', titles.ours, 'of it CPU', titles.other, 'ratio', 'bar', ''],
    rows: figures.map(({ name, node, ours, cpuMs, other, ratio, bar }) => [
      name,
      node,
      digits(ours.ms),
      digits(cpuMs),
      digits(other?.ms ?? null),
      digits(ratio),
      bar === null ? '-' : describeBar(bar),
      verdict(ratio, bar),
    ]),
  };
}

interface Part {
  readonly text: string;
  readonly table: Table;
}

function partsOf({ figures, rounds, steps, peer }: EngineReport): readonly Part[] {
  const trained = figures.filter(({ cpuMs }) => cpuMs !== null);
  const multiplied = figures.filter(({ cpuMs }) => cpuMs === null);
  const memory = trained.flatMap(({ memory: used }) => (used === null ? [] : [used]));
  const largest = (of: (used: (typeof memory)[number]) => number): string => Math.max(...memory.map(of)).toFixed(0);
  const parts: Part[] = [];
  if (trained.length > 0)
    parts.push({
      text:
        `Training steps: medians of ${rounds} alternating rounds of ${steps} steps, each in a fresh process after a warm-up; ` +
        `the ratio is Keras over ours. Ours: everything that a step of a sweep does. Beside it: ${peer}. ` +
        `The engine reserved at most ${largest((used) => used.engineMebibytes)} MiB; the process used ${largest((used) => used.residentMebibytes)} MiB.`,
      table: tableOf(trained, { ours: 'ours, ms/step', other: 'Keras, ms/step' }),
    });
  if (multiplied.length > 0)
    parts.push({
      text:
        `Matrix products, [rows x depth] times [depth x columns], medians of ${rounds} rounds; the ratio is the stock ` +
        `TensorFlow.js backend's product, nothing transposed, over ours.`,
      table: tableOf(
        multiplied.map((figure) => ({ ...figure, name: figure.description })),
        { ours: 'ours, ms', other: 'stock, ms' },
      ),
    });
  return parts;
}

function conditions({ machine, engine, isPinned }: EngineReport): string {
  const core = isPinned
    ? 'every process on the same one core'
    : 'processes not kept on one core, one training thread each';
  return `Engine ${engine}; ${core}. ${machineInWords(machine)}.`;
}

export function reportInTerminal(report: EngineReport): string {
  const parts = partsOf(report).flatMap(({ text, table }) => [text, terminalTable(table)]);
  return [conditions(report), ...parts].join('\n\n');
}

/** @param command the command that repeats the run */
export function reportInMarkdown(report: EngineReport, command: string): string {
  const parts = partsOf(report).flatMap(({ text, table }) => [text, markdownTable(table)]);
  const cores = report.isPinned ? '' : ', all cores';
  return [`## Engine ${report.engine}${cores}`, conditions(report), ...parts, `To repeat: \`${command}\`.`].join(
    '\n\n',
  );
}
